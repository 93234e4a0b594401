# writes through a link to outside; NO_OUTSIDE_WRITES
ln -s "$OUTSIDE" out; (echo bad >out/escaped) 2>/dev/null && echo ESCAPED
