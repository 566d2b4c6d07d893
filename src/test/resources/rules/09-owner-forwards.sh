# An owner that passes the signal on: the child gets it once.
# row: owner
# needs: perl
# expect: finished build, once build, once owner, no next
cd "$MARKERS" || exit
perl -e '
    my $child;
    $SIG{TERM} = sub { open F, ">>", "owner.TERM"; print F "$$\n"; close F; kill "TERM", $child };
    $child = fork // die;
    exec "$ENV{REPORTS}/tool", "build" unless $child;
    1 until waitpid($child, 0) == $child;'
touch next
