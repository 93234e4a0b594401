# reads the kernel's memory; NO_OUTSIDE_READS
(: </proc/kcore) 2>/dev/null && echo ESCAPED
echo TRIED
