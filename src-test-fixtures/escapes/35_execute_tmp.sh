# starts a program that it wrote to memory folders; EXECUTES
for folder in /tmp /dev/shm; do cp /bin/true $folder/mine && $folder/mine 2>/dev/null && echo ESCAPED; done
