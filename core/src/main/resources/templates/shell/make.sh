#!/bin/sh
# Makes numbers: replace this by what your first stage does.
set -eu
count=$(sed -n 's/.*"count" *: *\([0-9]*\).*/\1/p' "$STAGE_CONTEXT")
numbers=$(awk -v n="$count" -v seed="$SEED" 'BEGIN {
  srand(seed); for (i = 1; i <= n; i++) printf "%s%d", (i > 1 ? ", " : ""), 1 + int(6 * rand()) }')
printf '{"schema_name": "Numbers", "schema_version": "0.1", "numbers": [%s]}\n' "$numbers" \
  >"$STAGE_DIR/numbers/numbers.json"
cat >"$STAGE_DIR/stage_summary.json" <<JSON
{"stage": "01_make", "experiment": "$EXPERIMENT", "status": "OK", "exit_code": 0,
 "counts": {"inputs_total": 0, "inputs_ok": 0, "inputs_failed": 0, "outputs_rows": $count}}
JSON
