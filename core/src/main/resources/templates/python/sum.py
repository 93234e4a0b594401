"""Sums the numbers: replace this by what your second stage does."""

import colophon


def main(stage):
    total = sum(sum(stage.read_json(path)["numbers"]) for path in stage.files("numbers"))
    stage.write_json(
        "total",
        "total.json",
        {"schema_name": "Numbers", "schema_version": "0.1", "numbers": [total]},
    )
    stage.metric("total", total)
    stage.rows = 1


colophon.run(main)
