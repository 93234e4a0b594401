# changes modes and times in another run; NO_OUTSIDE_WRITES
chmod 777 "$OTHER" 2>/dev/null && echo ESCAPED
touch -d 2001-01-01 "$OTHER/secret" 2>/dev/null && echo ESCAPED
echo TRIED
