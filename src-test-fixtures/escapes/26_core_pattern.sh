# opens the handler of core dumps for writing; NO_OUTSIDE_WRITES
(exec 3>>/proc/sys/kernel/core_pattern) 2>/dev/null && echo ESCAPED
echo TRIED
