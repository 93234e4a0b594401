# moves its own folder away; NO_OUTSIDE_WRITES
mv "$PWD" "$PWD.away" 2>/dev/null && echo ESCAPED
echo TRIED
