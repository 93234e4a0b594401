# lists homes and logs; NO_OUTSIDE_READS
ls /root /home /var/log 2>/dev/null | grep -q . && echo ESCAPED
echo TRIED
