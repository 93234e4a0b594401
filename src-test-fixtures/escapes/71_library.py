# loads a library that it wrote; OWN_PROGRAMS
import ctypes, ctypes.util, glob, shutil
libraries = sorted(glob.glob("/lib/*/libz.so.1") + glob.glob("/lib/*/libm.so.6") + glob.glob("/lib64/libm.so.6"))
shutil.copy(libraries[0], "mine.so")
try:
    ctypes.CDLL("./mine.so"); print("ESCAPED")
except OSError: pass
print("TRIED")
