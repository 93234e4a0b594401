# opens a socket of a rare family; SYSTEM_CALLS
import socket
for family in 17, 29, 38, 44, 9:   # packet, CAN, crypto, XDP, X.25
    try:
        socket.socket(family, socket.SOCK_RAW if family != 38 else socket.SOCK_SEQPACKET); print("ESCAPED", family)
    except OSError: pass
print("TRIED")
