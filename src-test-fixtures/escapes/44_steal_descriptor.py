# takes another process's open file; OWN_PROCESSES
import ctypes, os
libc = ctypes.CDLL(None)
process = libc.syscall(434, int(os.environ["VICTIM"]), 0)   # pidfd_open
if process >= 0 and libc.syscall(438, process, 0, 0) >= 0:   # pidfd_getfd
    print("ESCAPED")
print("TRIED")
