# keeps another run's file by a hard link; NO_OUTSIDE_READS
ln "$OTHER/secret" mine 2>/dev/null && echo ESCAPED
echo TRIED
