# becomes another user; NO_OUTSIDE_READS
import os
for change in os.setgid, os.setuid:
    try:
        change(12345); print("ESCAPED")
    except OSError: pass
print("TRIED")
