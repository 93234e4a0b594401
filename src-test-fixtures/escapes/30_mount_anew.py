# mounts by the newer calls; NO_OUTSIDE_WRITES
import ctypes
libc = ctypes.CDLL(None)
if libc.syscall(430, b"tmpfs", 0) >= 0:   # fsopen
    print("ESCAPED")
if libc.syscall(428, -100, b"/", 1) >= 0:   # open_tree, OPEN_TREE_CLONE
    print("ESCAPED")
print("TRIED")
