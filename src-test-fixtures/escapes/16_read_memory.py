# reads another process's memory; OWN_PROCESSES
import os
try:
    open("/proc/%s/mem" % os.environ["VICTIM"], "rb"); print("ESCAPED")
except OSError: pass
