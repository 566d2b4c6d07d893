# A pool: the parent passes the signal on to each of its workers, while others have been told by their siblings.
# row: owner
# needs: perl
# expect: each started finished, once w1, once w2, once w3, once w4, once w5, once w6, once w7, once w8, once owner, no next
cd "$MARKERS" || exit
export READY=8
perl -e '
    my @workers;
    $SIG{TERM} = sub { open F, ">>", "owner.TERM"; print F "$$\n"; close F; kill "TERM", @workers };
    for my $n (1 .. 8) {
        my $worker = fork // die;
        exec "$ENV{REPORTS}/tool", "w$n", "0.5" unless $worker;
        push @workers, $worker;
    }
    for my $worker (@workers) { 1 until waitpid($worker, 0) == $worker }'
touch next
