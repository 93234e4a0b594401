# starts one that it wrote to the folders in memory; OWN_PROGRAMS
for folder in /tmp /dev/shm; do cp /bin/true "$folder/mine-$MARK" && "$folder/mine-$MARK" 2>/dev/null && echo ESCAPED; rm -f "$folder/mine-$MARK"; done
echo TRIED
