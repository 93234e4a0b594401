# connects to a server on the host's loopback; NETWORK
import os, socket
for host in "127.0.0.1", "127.9.9.9", "0.0.0.0", "localhost":
    try:
        socket.create_connection((host, int(os.environ["TCP"])), 2); print("ESCAPED")
    except OSError: pass
print("TRIED")
