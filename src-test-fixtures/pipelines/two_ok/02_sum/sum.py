"""A stage in Python: reads its context, sums the numbers, writes its output and summary."""

import argparse
import json
import os
import pathlib
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--experiment", required=True)
arguments = parser.parse_args()

context = json.loads(pathlib.Path(os.environ["STAGE_CONTEXT"]).read_text(encoding="utf-8"))


def end(status, exit_code, ok, **more):
    summary = {
        "stage": context["stage"],
        "experiment": arguments.experiment,
        "status": status,
        "exit_code": exit_code,
        "counts": {"inputs_total": 1, "inputs_ok": ok, "inputs_failed": 1 - ok, "outputs_rows": ok},
        **more,
    }
    pathlib.Path(os.environ["STAGE_DIR"], "stage_summary.json").write_text(
        json.dumps(summary), encoding="utf-8"
    )
    sys.exit(exit_code)


total = 0
try:
    numbers = context["inputs"]["numbers"]
    for name in numbers["files"]:
        document = json.loads((pathlib.Path(numbers["path"]) / name).read_text(encoding="utf-8"))
        total += sum(document["numbers"])
except (KeyError, OSError, TypeError, ValueError) as problem:
    end("INCOMPLETE", 2, 0, errors=[f"numbers cannot be read: {problem!r}; run 01_make again"])

output = pathlib.Path(context["outputs"]["total"]["path"]) / "total.json"
output.write_text(
    json.dumps({"schema_name": "Numbers", "schema_version": "0.1", "numbers": [total]}),
    encoding="utf-8",
)
end("OK", 0, 1, metrics={"total": total})
