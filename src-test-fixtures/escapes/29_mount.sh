# mounts and takes mounts away; NO_OUTSIDE_WRITES
mkdir m
mount -t tmpfs none m 2>/dev/null && echo ESCAPED
mount --bind / m 2>/dev/null && echo ESCAPED
umount m 2>/dev/null && echo ESCAPED
while umount m 2>/dev/null; do :; done
echo TRIED
