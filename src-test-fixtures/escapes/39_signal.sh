# ends a process of the host; OWN_PROCESSES
kill -TERM "$VICTIM" 2>/dev/null; kill -KILL "$VICTIM" 2>/dev/null && echo ESCAPED
echo TRIED
