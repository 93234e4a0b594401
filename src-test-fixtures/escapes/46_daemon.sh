# leaves daemons behind, also one without a trace in its environment; WHOLE_TREE_ENDS
setsid sh -c 'exec >/dev/null 2>&1; exec sleep "$MARK"' &
(setsid setsid sh -c 'exec >/dev/null 2>&1; exec env -i sleep "$MARK"' &)
sleep 0.2
echo TRIED
