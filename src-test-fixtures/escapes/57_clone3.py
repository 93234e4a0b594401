# makes one by clone3, whose flags no filter can see; SYSTEM_CALLS
import ctypes, os
arguments = (ctypes.c_uint64 * 11)(0x10000000, 0, 0, 0, 17)
child = ctypes.CDLL(None).syscall(435, arguments, 88)
if child == 0:
    os._exit(0)
if child > 0:
    print("ESCAPED")
print("TRIED")
