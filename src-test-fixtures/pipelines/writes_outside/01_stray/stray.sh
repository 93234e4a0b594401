#!/bin/sh
# Tries to write beside its run and beside its code. Says OK if its code could be changed, so that only
# the sandbox, or the listing before and after, can make it fail.
set -u
code=$1
# in a sandbox this may land in a folder that ends with it; whoever checks looks at the real one
(echo stray >"$RUN_DIR/../stray.txt") 2>/dev/null
if (echo stray >"$code/stray.txt") 2>/dev/null; then status=OK exit=0 errors=; else
  status=ERROR exit=3 errors='"write_refused: the folder of the code cannot be written"'
fi
cat >"$STAGE_DIR/stage_summary.json" <<JSON
{"stage": "01_stray", "experiment": "$EXPERIMENT", "status": "$status", "exit_code": $exit, "errors": [$errors]}
JSON
exit $exit
