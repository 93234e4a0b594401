# climbs out with ..; NO_OUTSIDE_WRITES
for up in .. ../.. ../../other; do (echo bad >"$up/escaped") 2>/dev/null && echo ESCAPED; done
echo TRIED
