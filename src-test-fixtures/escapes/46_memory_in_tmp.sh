# fills the folder that is memory; MEMORY
cat /dev/zero >/tmp/full 2>/dev/null; cat /dev/zero >/dev/shm/full
