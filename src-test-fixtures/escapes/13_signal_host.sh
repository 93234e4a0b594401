# signals a process of the host; OWN_PROCESSES
kill -0 "$VICTIM" 2>/dev/null && kill -TERM "$VICTIM" 2>/dev/null && echo ESCAPED
