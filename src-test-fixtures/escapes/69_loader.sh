# starts it by the dynamic loader; OWN_PROGRAMS
cp /bin/true mine; for loader in /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1; do [ -x $loader ] && $loader ./mine 2>/dev/null && echo ESCAPED; done
echo TRIED
