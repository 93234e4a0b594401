# talks to a service by a socket without a file; NETWORK
import os, socket
try:
    socket.socket(socket.AF_UNIX).connect("\0service-" + os.environ["MARK"]); print("ESCAPED")
except OSError: pass
print("TRIED")
