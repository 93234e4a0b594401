# reads what the orchestrator left open; NO_OUTSIDE_READS
for way in /proc/self/fd/*; do
  # the last is the listing's own
  case $way in */0 | */1 | */2) ;; *) [ -e "$way" ] && readlink "$way" | grep -qv "^/proc/" && echo ESCAPED ;; esac
done
echo TRIED
