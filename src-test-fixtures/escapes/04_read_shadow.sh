# reads the password file; NO_OUTSIDE_READS
cat /etc/shadow 2>/dev/null | grep -q : && echo ESCAPED
