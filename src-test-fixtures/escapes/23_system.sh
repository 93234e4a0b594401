# writes into the system; NO_OUTSIDE_WRITES
for folder in / /usr /usr/bin /etc /lib /var /opt; do
  (: >"$folder/escaped-$MARK") 2>/dev/null && [ -e "$folder/escaped-$MARK" ] && echo ESCAPED
done
(exec 3>>/usr/bin/true) 2>/dev/null && echo ESCAPED
echo TRIED
