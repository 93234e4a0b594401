# keeps a file of outside by a hard link; NO_OUTSIDE_READS
ln "$SECRET" mine 2>/dev/null && echo ESCAPED
