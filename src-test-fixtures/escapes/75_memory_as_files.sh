# fills the folders that are memory; MEMORY; only where claimed
for folder in /tmp /dev/shm; do
  head -c 300M /dev/zero >"$folder/full-$MARK" && echo ESCAPED
  rm -f "$folder/full-$MARK"
done
echo TRIED
