# A thread copies what the child writes to the terminal, the first thread waits for the child and would go on after it.
# row: terminal owner
# needs: python3 perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
export SAY=1
cat >copy.py <<'P'
import os, pty, threading
child, master = pty.fork()
if child == 0:
    os.execv(os.environ['REPORTS'] + '/tool', ['tool', 'build'])
def copy():
    try:
        while os.read(master, 1024): pass
    except OSError: pass
threading.Thread(target=copy, daemon=True).start()
os.waitpid(child, 0)
open('next', 'w')
P
python3 copy.py
touch next
