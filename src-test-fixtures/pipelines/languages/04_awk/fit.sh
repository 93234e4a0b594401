#!/bin/sh
set -eu
points=$(sed -n '/"points"/,/"path"/ s/.*"path": "\(.*\)".*/\1/p' "$STAGE_CONTEXT")
awk -F, '
  NR > 1 { x[++n] = $1; y[n] = $2; mean_x += $1; mean_y += $2 }
  END {
    mean_x /= n; mean_y /= n
    for (i = 1; i <= n; i++) { xx += (x[i] - mean_x) ^ 2; xy += (x[i] - mean_x) * (y[i] - mean_y) }
    slope = xy / xx
    printf "{\"slope\": %.17g, \"intercept\": %.17g, \"points\": %d}\n", slope, mean_y - slope * mean_x, n
  }' "$points/points.csv" >"$STAGE_DIR/fit_awk/fit.json"
cat >"$STAGE_DIR/stage_summary.json" <<JSON
{"stage": "04_awk", "experiment": "$EXPERIMENT", "status": "OK", "exit_code": 0}
JSON
