# An owner polls for the end of its child, and tells it nothing.
# row: owned
# needs: perl
# ladder: TERM 6s
# expect: finished child, once child, no next
cd "$MARKERS" || exit
perl -e '
    $SIG{TERM} = sub {};
    my $child = fork // die;
    exec "$ENV{REPORTS}/tool", "child", "1.5" unless $child;
    select undef, undef, undef, 0.05 until waitpid($child, 1) == $child;'
touch next
