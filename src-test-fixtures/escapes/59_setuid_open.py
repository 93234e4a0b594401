# the same by the mode that a file is made with; SYSTEM_CALLS
import ctypes, os, stat
def judge(name):
    if os.path.exists(name) and os.stat(name).st_mode & (stat.S_ISUID | stat.S_ISGID):
        print("ESCAPED", name)
for name, make in (
    ("open", lambda: os.close(os.open("open", os.O_CREAT | os.O_WRONLY, 0o4755))),
    ("mknod", lambda: os.mknod("mknod", 0o104755)),
    ("mkdir", lambda: ctypes.CDLL(None).mkdir(b"mkdir", 0o2755)),
    ("openat2", lambda: ctypes.CDLL(None).syscall(437, -100, b"openat2", (ctypes.c_uint64 * 3)(os.O_CREAT | os.O_WRONLY, 0o4755, 0), 24)),
    ("creat", lambda: ctypes.CDLL(None).creat(b"creat", 0o4755)),
):
    try:
        make()
    except OSError: pass
    judge(name)
print("TRIED")
