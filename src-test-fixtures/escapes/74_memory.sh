# takes memory without end; MEMORY; only where claimed
head -c 1000M /dev/zero | tail -c 1000M >/dev/null && echo ESCAPED
echo TRIED
