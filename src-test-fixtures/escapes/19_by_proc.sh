# writes through the root of every process; NO_OUTSIDE_WRITES
for root in /proc/[0-9]*/root; do (echo bad >"$root$OTHER/escaped") 2>/dev/null && echo ESCAPED; done
echo TRIED
