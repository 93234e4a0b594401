# starts a program from memory; EXECUTES
import os
try:
    fd = os.memfd_create("x"); os.write(fd, open("/bin/true", "rb").read())
    if os.fork() == 0:
        try: os.execve(fd, ["x"], {})
        except OSError: os._exit(9)
    if os.waitstatus_to_exitcode(os.wait()[1]) == 0: print("ESCAPED")
except OSError: pass
