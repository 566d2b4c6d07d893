# A Python script copies its command's output, and waits for the command alone: what it has not read is printed for it.
# The secret is masked there as everywhere.
# needs: /usr/bin/python3 perl
# expect: finished command, no next
# log: the last words of the command
# log: the secret is ****
# told: [clean-kill] Aborted: SIGTERM to perl, then python3, sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >command <<'P'
$| = 1;
$SIG{TERM} = sub { $stop = 1 };
open $f, ">", "ready"; close $f;
select undef, undef, undef, 0.1 until $stop;
select undef, undef, undef, 0.7;
print "the secret is $ENV{TOKEN}\n";
select undef, undef, undef, 0.5;
print "the last words of the command\n";
open $f, ">", "command.finished"; close $f;
P
cat >build.py <<'P'
import subprocess, threading
command = subprocess.Popen(['perl', 'command'], stdout=subprocess.PIPE, text=True)
def copy():
    for line in command.stdout: print('|', line, end='', flush=True)
threading.Thread(target=copy, daemon=True).start()
command.wait()
open('next', 'w').close()
P
/usr/bin/python3 build.py
touch next
