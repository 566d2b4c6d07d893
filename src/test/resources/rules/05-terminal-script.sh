# script(1) stops itself when its child is stopped: it reads on all the same, else what writes to the terminal would be stuck.
# row: terminal owner
# needs: perl script
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
script -qefc 'perl build.pl; touch next' /dev/null
touch next
