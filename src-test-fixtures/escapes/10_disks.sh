# reads a disk or the machine's memory as a device; NO_OUTSIDE_READS
for device in /dev/vda /dev/sda /dev/nvme0n1 /dev/mem /dev/kmem /dev/port /dev/kvm; do (: <"$device") 2>/dev/null && echo ESCAPED; done
echo TRIED
