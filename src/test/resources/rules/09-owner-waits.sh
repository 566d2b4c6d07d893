# An owner waits for its child, and tells it nothing.
# row: owner
# needs: perl
# ladder: TERM 8s
# expect: finished build, once build, no next
cd "$MARKERS" || exit
perl -e '
    $SIG{TERM} = sub {};
    my $child = fork // die;
    exec "$ENV{REPORTS}/tool", "build", "4.5" unless $child;
    1 until waitpid($child, 0) == $child;'
touch next
