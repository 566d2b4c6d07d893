# One thread of an owner waits for its helper, another one cleans up and needs that helper.
# row: owner
# needs: python3
# expect: mark cleaned, no helper-gone, no next
cd "$MARKERS" || exit
cat >owner.py <<'P'
import os, signal, threading, time
helper = os.fork()
if helper == 0:
    os.execvp('sleep', ['sleep', '1000'])
gone = threading.Event()
def wait():
    os.waitpid(helper, 0)
    gone.set()
def clean(*ignored):
    if gone.wait(1.5): open('helper-gone', 'w').close()
    open('cleaned', 'w').close()
    os.kill(helper, signal.SIGTERM)
    os._exit(0)
signal.signal(signal.SIGTERM, clean)
threading.Thread(target=wait, daemon=True).start()
open('ready', 'w').close()
while True: time.sleep(0.1)
P
python3 owner.py
touch next
