# The owner of a terminal reads slowly: it has not read the last words yet when its last user has ended.
# row: terminal owner
# needs: python3 perl
# expect: mark copied, no next
cd "$MARKERS" || exit
cat >build.pl <<'P'
$SIG{TERM} = sub { $stop = 1 };
open F, ">", "ready"; close F;
select undef, undef, undef, 0.05 until $stop;
print "x" x 79, "\n" for 1 .. 10;
print "FINISHED\n";
P
cat >copy.py <<'P'
import os, pty, time
child, master = pty.fork()
if child == 0:
    os.execvp('perl', ['perl', 'build.pl'])
text = b''
while True:
    try: read = os.read(master, 20)
    except OSError: break
    if not read: break
    text += read
    if b'FINISHED' in text: open('copied', 'w')
    time.sleep(0.02)
open('next', 'w')
P
python3 copy.py
touch next
