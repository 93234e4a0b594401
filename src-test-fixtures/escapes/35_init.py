# writes to what the first process has open, or into its memory; NO_OUTSIDE_WRITES
import os
def opens(way):
    try:
        os.close(os.open(way, os.O_WRONLY)); return True
    except OSError:
        return False
try:
    descriptors = os.listdir("/proc/1/fd")
except OSError:
    descriptors = []
for each in descriptors:
    way = "/proc/1/fd/" + each
    try:
        target = os.readlink(way)
    except OSError:
        continue
    # its own outputs are pipes
    if not target.startswith(("pipe:", "/dev/null", "socket:", "anon_inode:")) and opens(way):
        if os.stat(way).st_ino not in (os.fstat(1).st_ino, os.fstat(2).st_ino):
            print("ESCAPED", target)
if opens("/proc/1/exe"):
    print("ESCAPED")
print("TRIED")
