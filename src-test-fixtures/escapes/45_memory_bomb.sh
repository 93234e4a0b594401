# takes memory without end; MEMORY
head -c 1000M /dev/zero | tail -c 1000M >/dev/null
