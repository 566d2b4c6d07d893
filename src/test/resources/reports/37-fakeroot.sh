# fakeroot's daemon knows the owners of all files: without it a package's clean-up sees others, or fails.
# source: scylladb/scylladb#6655 (seen in Jenkins), open-power/op-build#863
# needs: fakeroot perl
# expect: mark cleaned, no next
cd "$MARKERS" || exit
cat >pack <<'P'
$SIG{TERM} = sub { $stop = 1 };
open $f, ">", "x"; close $f;
chown 1234, 1234, "x" or die;
open $f, ">", "ready"; close $f;
select undef, undef, undef, 0.1 until $stop;
select undef, undef, undef, 1;
my @s = stat "x";
if ($s[4] == 1234) { open $f, ">", "cleaned"; close $f }
P
fakeroot perl pack
touch next
