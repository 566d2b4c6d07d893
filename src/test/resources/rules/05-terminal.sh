# The owner of a terminal copies what its child writes there: its end would hang the child up, and lose the last words.
# row: terminal owner
# needs: python3 perl
# expect: finished build, once build, mark copied, no next
cd "$MARKERS" || exit
export SAY=1
cat >copy.py <<'P'
import os, pty
child, master = pty.fork()
if child == 0:
    os.execv(os.environ['REPORTS'] + '/tool', ['tool', 'build'])
text = b''
while True:
    try: read = os.read(master, 1024)
    except OSError: break
    if not read: break
    text += read
    if b'FINISHED' in text: open('copied', 'w')
P
python3 copy.py
touch next
