# fills the disk with files of nothing; DISK
import time
for i in range(20000):
    open("f%d" % i, "w").close()
time.sleep(600)
print("TRIED")
