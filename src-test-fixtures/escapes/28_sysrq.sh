# opens the magic key for writing; NO_OUTSIDE_WRITES
(exec 3>>/proc/sysrq-trigger) 2>/dev/null && echo ESCAPED
echo TRIED
