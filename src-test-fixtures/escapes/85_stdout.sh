# prints without end; OUTPUT
cat /dev/zero
echo TRIED
