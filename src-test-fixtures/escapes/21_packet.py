# opens a raw packet socket; FILTER
import socket
try:
    socket.socket(17, socket.SOCK_RAW); print("ESCAPED")
except OSError: pass
