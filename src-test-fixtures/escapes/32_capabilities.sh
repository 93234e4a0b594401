# has a capability; NO_OUTSIDE_WRITES
grep -q "^CapEff:[[:space:]]*0*$" /proc/self/status || echo ESCAPED
echo TRIED
