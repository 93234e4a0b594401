# reads the kernel's keyring; FILTER
import ctypes
if ctypes.CDLL(None).syscall(250, 0, -3, 0) >= 0: print("ESCAPED")
