# writes into another run; NO_OUTSIDE_WRITES
(echo bad >"$OTHER/escaped") 2>/dev/null && echo ESCAPED
echo TRIED
