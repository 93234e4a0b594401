# leaves a program behind that runs as its owner; FILTER
cp /bin/true left; chmod u+s left 2>/dev/null; [ -u left ] && echo ESCAPED
