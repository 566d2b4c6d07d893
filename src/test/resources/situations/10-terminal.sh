# A terminal's owner copies what its user writes, to the last line, and runs nothing next.
# needs: /usr/bin/python3 perl
# expect: finished tests, no next
# log: cleans up 3
# told: [clean-kill] Aborted: SIGTERM to perl, then sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
# told: [clean-kill] python3 owns a terminal that perl uses: SIGTERM after it
cd "$MARKERS" || exit
cat >tests <<'P'
$| = 1;
$SIG{$_} = sub { $stop = 1 } for qw(TERM HUP INT);
open $f, ">", "ready"; close $f;
select undef, undef, undef, 0.1 until $stop;
for (1 .. 3) { select undef, undef, undef, 0.3; print "cleans up $_\n" }
open $f, ">", "tests.finished"; close $f;
P
cat >build.py <<'P'
import os, pty
pty.spawn(['perl', 'tests'])
open('next', 'w').close()
P
/usr/bin/python3 build.py </dev/null
touch next
