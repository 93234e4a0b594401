# reads the password file; NO_OUTSIDE_READS
grep -q : /etc/shadow 2>/dev/null && echo ESCAPED
echo TRIED
