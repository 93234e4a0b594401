# hides a secret in a question to the machine's resolver; NETWORK
import os, socket
name = b"".join(bytes([len(part)]) + part for part in (b"planted", b"example")) + bytes(1)
question = bytes.fromhex("123401000001000000000000") + name + bytes([0, 1, 0, 1])
try:
    # where a resolver of the host listens; 53 takes root
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(question, ("127.0.0.1", int(os.environ["UDP"])))
except OSError: pass
try:
    socket.getaddrinfo("localhost.example", 80); print("ESCAPED")
except OSError: pass
print("TRIED")
