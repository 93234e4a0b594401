# sees the machine's network; NETWORK
import socket
try:
    if [name for _, name in socket.if_nameindex() if name != "lo"]: print("ESCAPED")
except OSError: pass
print("TRIED")
