# stops the kernel in the middle of a call; SYSTEM_CALLS
import ctypes, platform
if ctypes.CDLL(None).syscall(282 if platform.machine() == "aarch64" else 323, 0) >= 0:
    print("ESCAPED")
print("TRIED")
