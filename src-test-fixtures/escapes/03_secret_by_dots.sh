# climbs to it with ..; NO_OUTSIDE_READS
grep -q planted ../../other/secret 2>/dev/null && echo ESCAPED
echo TRIED
