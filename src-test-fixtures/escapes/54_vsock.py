# opens a socket to the hypervisor; SYSTEM_CALLS
import socket
try:
    socket.socket(40, socket.SOCK_STREAM); print("ESCAPED")
except OSError: pass
print("TRIED")
