# writes one file without end; FILE_SIZE
head -c 90M /dev/zero >large && echo ESCAPED
echo TRIED
