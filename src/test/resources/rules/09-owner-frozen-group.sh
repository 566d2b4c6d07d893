# An owner in the blink of another one has a child in a process group of its own, which is frozen already: the child's blink ends, too.
# row: owner
# needs: perl
# expect: finished build, once build, once inner, no late, no next
cd "$MARKERS" || exit
cat >inner.pl <<'P'
use POSIX "setsid";
my $child;
setsid;
$SIG{TERM} = sub {
    open F, ">>", "inner.TERM"; print F "$$\n"; close F;
    kill "TERM", $child;
    for (1 .. 60) { select undef, undef, undef, 0.05 unless -e "build.TERM" }
    open F, ">", "late" unless -e "build.TERM";
};
$child = fork // die;
unless ($child) { setpgrp; exec "$ENV{REPORTS}/tool", "build", "0.3" }
1 until waitpid($child, 0) == $child;
P
perl -e '
    $SIG{TERM} = sub {};
    my $inner = fork // die;
    exec "perl", "inner.pl" unless $inner;
    1 until waitpid($inner, 0) == $inner;'
touch next
