# leaves links, a pipe and names with control characters behind, which the collector must not follow; NO_OUTSIDE_WRITES
ln -s /etc/passwd a; ln -s "$OUTSIDE" b; mkfifo c; : >"$(printf 'd\033[31m\nx')"; ln -s . loop
[ -f "$OUTSIDE/escaped" ] && echo ESCAPED
true
