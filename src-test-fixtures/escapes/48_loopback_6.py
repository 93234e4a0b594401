# the same by IPv6; NETWORK
import os, socket
for host in "::1", "::ffff:127.0.0.1":
    try:
        socket.create_connection((host, int(os.environ["TCP"])), 2); print("ESCAPED")
    except OSError: pass
print("TRIED")
