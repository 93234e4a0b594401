# ends its process group, which the orchestrator may be in; OWN_PROCESSES; only where claimed
trap '' TERM; kill -TERM 0
echo TRIED
