"""Says what this stage does, on what, and where its method comes from."""

import colophon


def main(stage):
    # stage.files("alias") lists the files of an input, stage.params holds the parameters,
    # stage.write_json("alias", "name.json", value) or stage.writing(...) makes a file of an output
    raise colophon.Incomplete(f"not_written: {stage.name} does nothing yet; write its main.py")


colophon.run(main)
