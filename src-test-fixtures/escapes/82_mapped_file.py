# the same by one that is only mapped into its memory; DISK
import mmap, os, time
maps = []
for i in range(10):
    with open("f", "w+b") as file:
        for j in range(20):
            file.write(bytes(1 << 20))
        file.flush()
        maps.append(mmap.mmap(file.fileno(), 4096))
    os.unlink("f")
os.closerange(3, 100)   # those that the maps keep for themselves
time.sleep(600)
print("TRIED")
