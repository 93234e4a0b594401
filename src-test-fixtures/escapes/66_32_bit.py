# makes calls by the numbers of another architecture; SYSTEM_CALLS
import ctypes, platform
if platform.machine() == "x86_64" and ctypes.CDLL(None).syscall(0x40000000 + 39) > 0:   # getpid of x32
    print("ESCAPED")
print("TRIED")
