# ends every process that it can; OWN_PROCESSES; only where claimed
kill -KILL -1 2>/dev/null
echo TRIED
