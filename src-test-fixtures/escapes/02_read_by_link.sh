# reads it through a symbolic link of its own; NO_OUTSIDE_READS
ln -s "$SECRET" link; grep -q planted link 2>/dev/null && echo ESCAPED
