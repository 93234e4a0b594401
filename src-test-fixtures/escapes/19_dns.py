# asks for a name at the machine's resolver; NETWORK
import socket
try:
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(("8.8.8.8", 53)); print("ESCAPED")
except OSError: pass
