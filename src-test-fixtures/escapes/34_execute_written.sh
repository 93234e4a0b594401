# starts a program that it wrote; EXECUTES
cp /bin/true mine; ./mine 2>/dev/null && echo ESCAPED
