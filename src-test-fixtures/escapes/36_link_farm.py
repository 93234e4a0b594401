# leaves links, loops, pipes, sockets, holes and odd names for the collector to trip over; NO_OUTSIDE_WRITES
import os, socket
os.symlink("/etc/passwd", "a"); os.symlink(os.environ["OTHER"], "b"); os.symlink(".", "loop")
os.symlink("/proc/self/environ", "c"); os.symlink("/dev/zero", "endless"); os.symlink("/proc/self/fd/0", "waits")
os.symlink("x", "y"); os.symlink("y", "x")
os.mkfifo("pipe"); socket.socket(socket.AF_UNIX).bind("socket")
os.close(os.open("hole", os.O_CREAT | os.O_WRONLY)); os.truncate("hole", 1 << 20)
for name in b"\x1b[2J\n", b"\xff\xfe", b"-rf", b" ", b"n" * 255, "\u202etxt.exe".encode():
    open(name, "w").close()
for i in range(200):
    os.symlink(os.environ["OTHER"] + "/secret", "farm%d" % i)
os.link("hole", "twice")
deep = "deep"
os.mkdir(deep)
home = os.getcwd()
for i in range(30):
    os.chdir(deep); deep = "d" * 100; os.mkdir(deep)
os.symlink(os.environ["OTHER"], "out")
os.chdir(home)
print("TRIED")
