# sees the machine's network; NETWORK
import socket
if [name for _, name in socket.if_nameindex() if name != "lo"]:
    print("ESCAPED")
print("TRIED")
