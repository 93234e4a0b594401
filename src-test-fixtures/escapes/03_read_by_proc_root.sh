# reads it through the root of every process; NO_OUTSIDE_READS
for root in /proc/[0-9]*/root; do grep -q planted "$root$SECRET" 2>/dev/null && echo ESCAPED; done
