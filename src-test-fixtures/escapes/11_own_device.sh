# makes a device file for the disk itself; NO_OUTSIDE_READS
while read -r major minor blocks name; do
  [ "${blocks:-0}" -gt 0 ] 2>/dev/null || continue
  mknod "disk$minor" b "$major" "$minor" 2>/dev/null && echo ESCAPED
done </proc/partitions
rm -f disk*
echo TRIED
