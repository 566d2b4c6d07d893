# The owner of a terminal continues its child whenever that is stopped, as tmux does: it is frozen, too.
# row: terminal owner
# needs: python3 perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
cat >copy.py <<'P'
import os, pty, select, signal
child, master = pty.fork()
if child == 0:
    os.execvp('sh', ['sh', '-c', '"$REPORTS/tool" build 4; touch next'])
while True:
    ready, _, _ = select.select([master], [], [], 0.002)
    try:
        if ready and not os.read(master, 1024): break
    except OSError: break
    ended, status = os.waitpid(child, os.WNOHANG | os.WUNTRACED)
    if ended and os.WIFSTOPPED(status): os.kill(child, signal.SIGCONT)
    elif ended: break
P
python3 copy.py
touch next
