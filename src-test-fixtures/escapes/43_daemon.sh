# leaves a daemon behind; WHOLE_TREE_ENDS
setsid sh -c 'exec >/dev/null 2>&1; exec sleep 77731' &
(setsid setsid sh -c 'exec >/dev/null 2>&1; exec env -i sleep 77731' &)
sleep 0.2
