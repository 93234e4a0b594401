# writes into a folder outside; NO_OUTSIDE_WRITES
(echo bad >"$OUTSIDE/escaped") 2>/dev/null && echo ESCAPED
