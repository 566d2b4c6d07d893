# A thread copies what the child writes to the terminal, the first thread waits for the child and would go on after it.
# row: terminal owner
# needs: python3 perl
# ladder: TERM 8s
# expect: mark written, no next
cd "$MARKERS" || exit
cat >build.pl <<'P'
$SIG{TERM} = sub { $stop = 1 };
open F, ">", "ready"; close F;
select undef, undef, undef, 0.05 until $stop;
print "x" x 79, "\n" for 1 .. 400;
open F, ">", "written";
P
cat >copy.py <<'P'
import os, pty, threading
child, master = pty.fork()
if child == 0:
    os.execvp('perl', ['perl', 'build.pl'])
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
