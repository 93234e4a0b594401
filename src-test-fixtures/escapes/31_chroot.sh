# takes another folder for its root; NO_OUTSIDE_WRITES
chroot . /no-such-program 2>&1 | grep -q "no-such-program" && echo ESCAPED
echo TRIED
