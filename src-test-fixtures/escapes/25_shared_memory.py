# leaves shared memory behind in the kernel; NO_OUTSIDE_WRITES
import ctypes, os
ctypes.CDLL(None).shmget(int(os.environ["MARK"]), 4096, 0o1600)
print("TRIED")
