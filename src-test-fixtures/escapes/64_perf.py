# watches the processor; SYSTEM_CALLS
import ctypes, platform
attributes = (ctypes.c_uint32 * 32)(1, 128)   # software events
if ctypes.CDLL(None).syscall(241 if platform.machine() == "aarch64" else 298, attributes, 0, -1, -1, 0) >= 0:
    print("ESCAPED")
print("TRIED")
