# reads it through the root and the folder of every process; NO_OUTSIDE_READS
for way in /proc/[0-9]*; do
  grep -q planted "$way/root$OTHER/secret" 2>/dev/null && echo ESCAPED
  grep -q planted "$way/cwd/../../other/secret" 2>/dev/null && [ "$way" != "/proc/$$" ] && echo ESCAPED
done
echo TRIED
