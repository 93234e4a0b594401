# stops, so that it cannot be asked to end; WALL_TIME
sh -c 'kill -STOP $$; sleep "$MARK"' & kill -STOP $$; sleep "$MARK"
echo TRIED
