# lists homes and logs; NO_OUTSIDE_READS
for folder in /root /home /var/log; do ls -A "$folder" 2>/dev/null; done | grep -q . && echo ESCAPED
echo TRIED
