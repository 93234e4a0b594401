# ignores its time-out, with survivors; WALL_TIME
trap '' TERM INT HUP; setsid sh -c 'trap "" TERM; exec >/dev/null 2>&1; exec sleep "$MARK"' & while :; do sleep 1; done
echo TRIED
