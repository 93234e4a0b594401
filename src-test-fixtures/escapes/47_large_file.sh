# writes one file without end; FILE_SIZE
cat /dev/zero >large
