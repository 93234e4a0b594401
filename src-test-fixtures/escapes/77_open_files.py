# opens files without end; OPEN_FILES
files = []
try:
    while len(files) < 500:
        files.append(open("/dev/null"))
    print("ESCAPED")
except OSError: pass
print("TRIED")
