# forks without end; PROCESSES; only where claimed
bomb() { bomb | bomb & }
bomb 2>/dev/null
sleep 1
false
echo TRIED
