# opens other controls of the kernel for writing; NO_OUTSIDE_WRITES
for control in vm/drop_caches kernel/modprobe kernel/panic net/core/somaxconn fs/file-max; do (exec 3>>/proc/sys/$control) 2>/dev/null && echo ESCAPED; done
echo TRIED
