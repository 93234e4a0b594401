# leaves files in the machine's /tmp, /dev/shm and /run; NO_OUTSIDE_WRITES
for folder in /tmp /var/tmp /dev/shm /run; do (: >"$folder/escaped-$MARK") 2>/dev/null; done
echo TRIED
