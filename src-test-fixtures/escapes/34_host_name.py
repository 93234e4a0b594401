# names the machine; NO_OUTSIDE_WRITES
import socket
try:
    socket.sethostname(socket.gethostname()); print("ESCAPED")
except OSError: pass
print("TRIED")
