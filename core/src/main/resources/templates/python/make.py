"""Makes numbers: replace this by what your first stage does."""

import colophon


def main(stage):
    count = stage.params["make"]["count"]
    dice = stage.random()
    numbers = []
    for i in range(count):
        numbers.append(dice.randint(1, 6))
        stage.progress(i + 1, count)
    stage.write_json(
        "numbers",
        "numbers.json",
        {"schema_name": "Numbers", "schema_version": "0.1", "numbers": numbers},
    )
    stage.rows = count


colophon.run(main)
