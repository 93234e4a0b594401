# makes a device of its own; NO_OUTSIDE_READS
mknod disk b 254 0 2>/dev/null && head -c 1 disk >/dev/null 2>&1 && echo ESCAPED
