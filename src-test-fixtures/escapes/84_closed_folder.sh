# fills the disk in a folder that it closed; DISK
mkdir closed; for i in 1 2 3 4 5 6 7 8 9; do exec 3>closed/$i; chmod 0 closed; head -c 20M /dev/zero >&3; chmod 700 closed; done; chmod 0 closed; sleep 600
echo TRIED
