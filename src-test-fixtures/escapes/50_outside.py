# has a way to the outside; NETWORK
import socket
for family, address in (socket.AF_INET, "192.0.2.1"), (socket.AF_INET, "169.254.169.254"), (socket.AF_INET6, "2001:db8::1"):
    try:
        socket.socket(family, socket.SOCK_DGRAM).connect((address, 53)); print("ESCAPED")
    except OSError: pass
print("TRIED")
