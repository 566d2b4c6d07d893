# What a shell substitutes is a value, perhaps a secret that no mask knows: it is never printed.
# needs: perl
# expect: finished command, no next
# log not: a value that no mask knows
# told: [clean-kill] Aborted: SIGTERM to perl, then sh, sh; waiting up to 10 s for 3 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >command <<'P'
$| = 1;
$SIG{TERM} = sub { $stop = 1 };
print "a value that no ", "mask knows\n";
open $f, ">", "ready"; close $f;
select undef, undef, undef, 0.1 until $stop;
select undef, undef, undef, 0.7;
print "a value that no ", "mask knows\n";
open $f, ">", "command.finished"; close $f;
P
value=$(perl command)
echo "$value" >next
