# loads a program into the kernel; FILTER
import ctypes
c = ctypes.CDLL(None, use_errno=True)
if c.syscall(321, 0, (ctypes.c_char * 120)(), 72) >= 0: print("ESCAPED")
