# changes modes and times outside; NO_OUTSIDE_WRITES
chmod 777 "$OUTSIDE" 2>/dev/null && echo ESCAPED; touch -d 2001-01-01 "$SECRET" 2>/dev/null && echo ESCAPED
