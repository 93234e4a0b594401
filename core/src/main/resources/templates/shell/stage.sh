#!/bin/sh
# Says what this stage does, on what, and where its method comes from.
# What it is given is in $STAGE_CONTEXT, and what it writes goes below $STAGE_DIR/<alias>/.
set -eu
stage=$(basename "$STAGE_DIR" | cut -d. -f1)
cat >"$STAGE_DIR/stage_summary.json" <<JSON
{"stage": "$stage", "experiment": "$EXPERIMENT", "status": "INCOMPLETE", "exit_code": 2,
 "errors": ["not_written: $stage does nothing yet; write its main.sh"]}
JSON
exit 2
