# talks to a service of the host by its socket; NO_OUTSIDE_READS
import os, socket
try:
    socket.socket(socket.AF_UNIX).connect(os.environ["OTHER"] + "/service.sock"); print("ESCAPED")
except OSError: pass
print("TRIED")
