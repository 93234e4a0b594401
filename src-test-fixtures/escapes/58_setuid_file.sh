# leaves a program behind that runs as its owner; SYSTEM_CALLS
cp /bin/true left; chmod u+s left 2>/dev/null; [ -u left ] && echo ESCAPED
mkdir folder; chmod g+s folder 2>/dev/null; [ -g folder ] && echo ESCAPED
echo TRIED
