"""What a stage in Python is given and owes, in one file of the standard library.

Copy it beside the stage's program; it is then part of the stage's code. A stage is a function:

    import colophon

    def main(stage):
        total = 0
        for path in stage.files("numbers"):
            total += sum(stage.read_json(path)["numbers"])
        stage.write_json("total", "total.json", {"numbers": [total]})
        stage.metric("total", total)

    colophon.run(main)

`run` writes stage_summary.json and exits with the code that agrees with it: 0 OK, 1 WARNING if
`stage.warn` was called, 2 INCOMPLETE for `raise colophon.Incomplete(...)`, 3 ERROR for any other
exception, whose traceback goes to stderr.
"""

import contextlib
import json
import math
import os
import pathlib
import random
import sys
import tempfile
import traceback

__all__ = ["Incomplete", "Item", "Stage", "run"]


class Incomplete(Exception):
    """Something required is missing or invalid: `code: what, and the way out`."""


class Item:
    """What a stage with `foreach` was started for: its key, and its row or its file."""

    def __init__(self, given):
        self.key = given["key"]
        self.row = given.get("row")
        self.file = pathlib.Path(given["file"]) if "file" in given else None


class Stage:
    """One attempt of one stage: its context, and what it will say of itself."""

    def __init__(self, context, folder):
        self.context = context
        self.folder = pathlib.Path(folder)
        self.name = context["stage"]
        self.experiment = context["experiment"]
        self.params = context["params"]
        self.seed = context["seed"]
        self.item = Item(context["item"]) if "item" in context else None
        self.warnings = []
        self.errors = []
        self.metrics = {}
        self.rows = 0

    @classmethod
    def from_environment(cls):
        """The stage that the variables STAGE_CONTEXT and STAGE_DIR describe."""
        context = pathlib.Path(os.environ["STAGE_CONTEXT"]).read_text(encoding="utf-8")
        return cls(json.loads(context), os.environ["STAGE_DIR"])

    def random(self, name=""):
        """A generator of its own for each name, and each item, seeded by the run's seed."""
        of = f"{self.name}/{self.item.key}" if self.item else self.name
        return random.Random(f"{self.seed}/{of}/{name}")

    def has(self, alias):
        """Whether an optional input is there."""
        return alias in self.context["inputs"]

    def files(self, alias):
        """The files of an input, sorted."""
        artifact = self.context["inputs"][alias]
        return [pathlib.Path(artifact["path"], name) for name in artifact["files"]]

    def file(self, alias):
        """The one file of an input that must have just one."""
        files = self.files(alias)
        if len(files) != 1:
            raise Incomplete(f"not_one_file: {alias} has {len(files)} files, one is expected")
        return files[0]

    def output(self, alias):
        """The folder of an output; it exists and is empty at the start."""
        return pathlib.Path(self.context["outputs"][alias]["path"])

    @contextlib.contextmanager
    def writing(self, alias, name, mode="w"):
        """A file of an output, open for writing; it gets its name when it is whole."""
        target = self.output(alias) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".writing-", dir=target.parent)
        try:
            text = {} if "b" in mode else {"encoding": "utf-8", "newline": "\n"}
            with open(descriptor, mode, **text) as file:
                yield file
            os.replace(temporary, target)
        except BaseException:
            pathlib.Path(temporary).unlink(missing_ok=True)
            raise

    def write_json(self, alias, name, value):
        """Writes a JSON file of an output; NaN and infinity are refused."""
        with self.writing(alias, name) as file:
            json.dump(value, file, allow_nan=False, indent=1, sort_keys=True)
            file.write("\n")

    @staticmethod
    def read_json(path):
        """Reads a JSON file."""
        return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))

    def metric(self, name, value):
        """A finite number of the summary; the unit belongs in the name."""
        if not math.isfinite(value):
            raise ValueError(f"metric {name} is {value}; a metric is a finite number")
        self.metrics[name] = value

    def warn(self, message):
        """Makes the stage end WARNING: `code: what`. The run goes on, tainted."""
        self.warnings.append(str(message))

    @staticmethod
    def progress(done, total, what=""):
        """Shown while the stage runs."""
        print(f"PROGRESS {done}/{total} {what}".rstrip(), flush=True)

    def _summary(self, status, exit_code):
        inputs = len(self.context["inputs"])
        failed = inputs if status == "INCOMPLETE" else 0
        return {
            "stage": self.name,
            "experiment": self.experiment,
            "status": status,
            "exit_code": exit_code,
            "counts": {
                "inputs_total": inputs,
                "inputs_ok": inputs - failed,
                "inputs_failed": failed,
                "outputs_rows": self.rows,
            },
            "errors": self.errors,
            "warnings": self.warnings,
            "metrics": self.metrics,
            "meta": {"written_by": "stage", "seed": self.seed},
        }

    def _end(self, status, exit_code):
        text = json.dumps(self._summary(status, exit_code), allow_nan=False, indent=1)
        (self.folder / "stage_summary.json").write_text(text + "\n", encoding="utf-8")
        return exit_code


def run(main):
    """Runs a stage and exits as its summary says."""
    stage = Stage.from_environment()
    try:
        main(stage)
        code = stage._end("WARNING", 1) if stage.warnings else stage._end("OK", 0)
    except Incomplete as problem:
        stage.errors.append(str(problem))
        code = stage._end("INCOMPLETE", 2)
    except Exception as problem:
        traceback.print_exc()
        stage.errors.append(f"{type(problem).__name__}: {problem}")
        code = stage._end("ERROR", 3)
    sys.exit(code)
