# types into the terminal; SYSTEM_CALLS
import fcntl, pty
try:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, 0x5412, b"x"); print("ESCAPED")
except OSError: pass
print("TRIED")
