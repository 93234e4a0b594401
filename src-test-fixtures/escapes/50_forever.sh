# ignores its time-out, with survivors; WALL_TIME
trap '' TERM INT HUP; setsid sh -c 'trap "" TERM; exec >/dev/null 2>&1; exec sleep 77732' & while :; do sleep 1; done
