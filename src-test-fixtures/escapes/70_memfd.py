# starts one from memory that is no file; OWN_PROGRAMS
import os
try:
    file = os.memfd_create("x"); os.write(file, open("/bin/true", "rb").read())
    if os.fork() == 0:
        try:
            os.execve(file, ["x"], {})
        except OSError:
            os._exit(9)
    if os.waitstatus_to_exitcode(os.wait()[1]) == 0:
        print("ESCAPED")
except OSError: pass
print("TRIED")
