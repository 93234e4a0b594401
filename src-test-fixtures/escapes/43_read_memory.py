# reads another process's memory; OWN_PROCESSES
import ctypes, os
victim = int(os.environ["VICTIM"])
try:
    open("/proc/%d/mem" % victim, "rb"); print("ESCAPED")
except OSError: pass
libc = ctypes.CDLL(None, use_errno=True)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8)
nowhere = (ctypes.c_size_t * 2)(8, 8)
if libc.process_vm_readv(victim, vector, 1, nowhere, 1, 0) < 0 and ctypes.get_errno() == 14:
    print("ESCAPED")   # it may, and there is nothing at that address
print("TRIED")
