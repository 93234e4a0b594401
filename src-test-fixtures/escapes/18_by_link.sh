# writes through a link; NO_OUTSIDE_WRITES
ln -s "$OTHER" out; (echo bad >out/escaped) 2>/dev/null && echo ESCAPED
echo TRIED
