# reads a file of another run; NO_OUTSIDE_READS
grep -q planted "$OTHER/secret" 2>/dev/null && echo ESCAPED
echo TRIED
