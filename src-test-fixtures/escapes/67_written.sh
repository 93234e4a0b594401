# starts a program that it wrote; OWN_PROGRAMS
cp /bin/true mine; ./mine 2>/dev/null && echo ESCAPED
echo TRIED
