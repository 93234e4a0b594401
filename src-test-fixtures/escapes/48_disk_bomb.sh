# writes files without end; DISK
i=0; while :; do head -c 5M /dev/zero >"f$i"; i=$((i + 1)); done
