#!/bin/sh
# A stage in shell: writes its output and its summary into STAGE_DIR, and exits with the same code.
set -eu
echo "PROGRESS 1/1 making numbers"
echo "{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": [1, 2, $SEED]}" >"$STAGE_DIR/numbers/made.json"
cat >"$STAGE_DIR/stage_summary.json" <<JSON
{"stage": "01_make", "experiment": "$EXPERIMENT", "status": "OK", "exit_code": 0,
 "counts": {"inputs_total": 0, "inputs_ok": 0, "inputs_failed": 0, "outputs_rows": 3}}
JSON
