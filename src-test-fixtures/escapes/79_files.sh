# fills the disk with files; DISK
i=0; while [ $i -lt 200 ]; do head -c 5M /dev/zero >"f$i"; i=$((i + 1)); done; sleep 600
echo TRIED
