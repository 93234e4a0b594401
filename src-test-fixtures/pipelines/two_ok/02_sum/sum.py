"""A stage in Python: reads its context, sums the numbers, writes its output and summary."""

import argparse
import json
import os
import pathlib

parser = argparse.ArgumentParser()
parser.add_argument("--experiment", required=True)
arguments = parser.parse_args()

context = json.loads(pathlib.Path(os.environ["STAGE_CONTEXT"]).read_text(encoding="utf-8"))
numbers = context["inputs"]["numbers"]
total = 0
for name in numbers["files"]:
    document = json.loads((pathlib.Path(numbers["path"]) / name).read_text(encoding="utf-8"))
    total += sum(document["numbers"])

output = pathlib.Path(context["outputs"]["total"]["path"]) / "total.json"
output.write_text(
    json.dumps({"schema_name": "Numbers", "schema_version": "0.1", "numbers": [total]}),
    encoding="utf-8",
)
summary = {
    "stage": context["stage"],
    "experiment": arguments.experiment,
    "status": "OK",
    "exit_code": 0,
    "counts": {"inputs_total": 1, "inputs_ok": 1, "inputs_failed": 0, "outputs_rows": 1},
    "metrics": {"total": total},
}
pathlib.Path(os.environ["STAGE_DIR"], "stage_summary.json").write_text(
    json.dumps(summary), encoding="utf-8"
)
