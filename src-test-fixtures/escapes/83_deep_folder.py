# fills the disk below a folder whose name is too long to look at; DISK
import os, time
for i in range(60):
    os.mkdir("d" * 100); os.chdir("d" * 100)
for i in range(20):
    with open("f%d" % i, "wb") as file: file.write(bytes(5 << 20))
time.sleep(600)
print("TRIED")
