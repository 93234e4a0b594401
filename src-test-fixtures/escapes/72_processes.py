# starts process after process; PROCESSES
import os, time
children = 0
try:
    while children < 300:
        if os.fork() == 0:
            time.sleep(600)
            os._exit(0)
        children += 1
    print("ESCAPED")
except OSError: pass
print("TRIED")
