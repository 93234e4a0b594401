# fills the disk by a file that has no name any more; DISK
import os, time
for i in range(10):
    file = os.open("f", os.O_CREAT | os.O_WRONLY)
    os.unlink("f")
    for j in range(20):
        os.write(file, bytes(1 << 20))
time.sleep(600)
print("TRIED")
