# reads the kernel's keyring; SYSTEM_CALLS
import ctypes, platform
if ctypes.CDLL(None).syscall(219 if platform.machine() == "aarch64" else 250, 0, -3, 1) >= 0:
    print("ESCAPED")
print("TRIED")
