# writes into the system; NO_OUTSIDE_WRITES
for folder in /usr /etc /bin /lib /var /opt; do (: >"$folder/colophon-escape") 2>/dev/null && echo ESCAPED; done
