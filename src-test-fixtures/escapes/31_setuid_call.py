# becomes another user; NO_OUTSIDE_READS
import os
try:
    os.setuid(12345); print("ESCAPED")
except OSError: pass
