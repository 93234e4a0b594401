# sees a process of the host; OWN_PROCESSES
[ -r "/proc/$VICTIM/cmdline" ] && tr "\0" "\n" <"/proc/$VICTIM/cmdline" | grep -qx "victim-$MARK" && echo ESCAPED
echo TRIED
