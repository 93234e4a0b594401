# mounts; NO_OUTSIDE_WRITES
mount -t tmpfs none /usr 2>/dev/null && echo ESCAPED; umount /usr 2>/dev/null && echo ESCAPED
