# finds a disk or the machine's memory among the devices; NO_OUTSIDE_READS
for device in /dev/vda /dev/sda /dev/nvme0n1 /dev/mem /dev/kmsg /dev/kvm; do [ -e "$device" ] && echo ESCAPED; done
