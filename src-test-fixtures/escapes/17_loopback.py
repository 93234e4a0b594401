# connects to a server on the host's loopback; NETWORK
import os, socket
try:
    socket.create_connection(("127.0.0.1", int(os.environ["PORT"])), 2); print("ESCAPED")
except OSError: pass
