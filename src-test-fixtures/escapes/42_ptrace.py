# traces a process; OWN_PROCESSES
import ctypes, os
if ctypes.CDLL(None).ptrace(16, int(os.environ["VICTIM"]), 0, 0) == 0:
    print("ESCAPED")
print("TRIED")
