# takes more processors than it may; CPUS; only where claimed
import os, time
start, children = time.monotonic(), []
for _ in range(4):
    child = os.fork()
    if child == 0:
        while time.monotonic() - start < 1.5: pass
        os._exit(0)
    children.append(child)
for child in children:
    os.waitpid(child, 0)
used = os.times()
if (used.children_user + used.children_system) / (time.monotonic() - start) > 1.3:
    print("ESCAPED")
print("TRIED")
