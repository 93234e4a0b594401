# reads it through a symbolic link of its own; NO_OUTSIDE_READS
ln -s "$OTHER/secret" link; grep -q planted link 2>/dev/null && echo ESCAPED
echo TRIED
