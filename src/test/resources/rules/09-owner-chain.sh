# Three owners, each of which passes the signal on to the next one.
# row: owner
# needs: perl
# expect: finished build, once build, once o1, once o2, once o3, no next
cd "$MARKERS" || exit
cat >owner.pl <<'P'
my ($n, @command) = @ARGV;
my $child;
$SIG{TERM} = sub { open F, ">>", "o$n.TERM"; print F "$$\n"; close F; kill "TERM", $child };
$child = fork // die;
exec @command unless $child;
1 until waitpid($child, 0) == $child;
P
perl owner.pl 1 perl owner.pl 2 perl owner.pl 3 "$REPORTS/tool" build
touch next
