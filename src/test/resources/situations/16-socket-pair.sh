# A script copies what its command writes to a socket, which can't be read in its place: it runs in turns meanwhile. The command waits for that.
# needs: /usr/bin/python3 perl
# expect: finished command, no next
# log: | cleans up 1
# log: | cleans up 2
# told: [clean-kill] Aborted: SIGTERM to perl, then python3, sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >command <<'P'
$| = 1;
$SIG{TERM} = sub { $stop = 1 };
open $f, ">", "ready"; close $f;
select undef, undef, undef, 0.1 until $stop;
for (1 .. 2) {
    print "cleans up $_\n";
    select undef, undef, undef, 0.1 until -e "copied.$_";
}
open $f, ">", "command.finished"; close $f;
P
cat >build.py <<'P'
import socket, subprocess
ours, its = socket.socketpair()
subprocess.Popen(['perl', 'command'], stdout=its)
its.close()
for number, line in enumerate(ours.makefile('r'), 1):
    print('|', line, end='', flush=True)
    open('copied.%d' % number, 'w').close()
open('next', 'w').close()
P
/usr/bin/python3 build.py
touch next
