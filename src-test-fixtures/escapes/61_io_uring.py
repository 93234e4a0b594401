# makes calls that no filter sees; SYSTEM_CALLS
import ctypes
if ctypes.CDLL(None).syscall(425, 1, ctypes.create_string_buffer(120)) >= 0:
    print("ESCAPED")
print("TRIED")
