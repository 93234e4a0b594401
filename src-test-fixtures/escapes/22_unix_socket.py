# talks to a service by its socket outside; NO_OUTSIDE_READS
import os, socket
try:
    socket.socket(socket.AF_UNIX).connect(os.environ["OUTSIDE"] + "/service.sock"); print("ESCAPED")
except OSError: pass
