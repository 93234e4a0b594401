# sends a datagram to the outside; NETWORK
import socket
try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)); print("ESCAPED")
except OSError: pass
