# sends a datagram to the host; NETWORK
import os, socket
try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"planted", ("127.0.0.1", int(os.environ["UDP"])))
except OSError: pass
print("TRIED")
