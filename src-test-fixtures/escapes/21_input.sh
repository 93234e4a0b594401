# changes an input; NO_OUTSIDE_WRITES
(echo bad >>"$INPUT/data") 2>/dev/null && echo ESCAPED
rm -f "$INPUT/data" 2>/dev/null; [ -e "$INPUT/data" ] || echo ESCAPED
(: >"$INPUT/escaped") 2>/dev/null && echo ESCAPED
echo TRIED
