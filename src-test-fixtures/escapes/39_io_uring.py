# makes calls that no filter sees; FILTER
import ctypes
if ctypes.CDLL(None).syscall(425, 1, (ctypes.c_char * 120)()) >= 0: print("ESCAPED")
