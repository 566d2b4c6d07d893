# The leader of a terminal's session passes the signal on, and its end hangs the terminal up.
# row: owner
# needs: python3 perl
# expect: finished build, once build, once leader, no next
cd "$MARKERS" || exit
cat >copy.py <<'P'
import os, pty
child, master = pty.fork()
if child == 0:
    os.execvp('perl', ['perl', '-e', """
        my $child;
        $SIG{TERM} = sub { open F, ">>", "leader.TERM"; print F "$$\\n"; close F; kill "TERM", $child };
        $child = fork // die;
        exec "$ENV{REPORTS}/tool", "build" unless $child;
        1 until waitpid($child, 0) == $child;"""])
try:
    while os.read(master, 1024): pass
except OSError: pass
os.waitpid(child, 0)
P
python3 copy.py
touch next
