# the same by the mode that a file is made with; FILTER
import os
try:
    os.close(os.open("made", os.O_CREAT | os.O_WRONLY, 0o4755))
    if os.stat("made").st_mode & 0o4000: print("ESCAPED")
except OSError: pass
