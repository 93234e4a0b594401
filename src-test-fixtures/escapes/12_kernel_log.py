# reads the kernel's log; NO_OUTSIDE_READS
import ctypes
if ctypes.CDLL(None).klogctl(3, ctypes.create_string_buffer(4096), 4096) >= 0:
    print("ESCAPED")
for way in "/dev/kmsg", "/proc/kmsg":
    try:
        open(way, "rb"); print("ESCAPED")
    except OSError: pass
print("TRIED")
