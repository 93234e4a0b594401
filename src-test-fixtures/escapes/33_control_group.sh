# leaves its control group; NO_OUTSIDE_WRITES
for group in /sys/fs/cgroup/cgroup.procs /sys/fs/cgroup/*/cgroup.procs; do (echo 0 >"$group") 2>/dev/null && echo ESCAPED; done
echo TRIED
