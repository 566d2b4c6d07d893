# An owner continues its child without a word, as GNU parallel does, and ends: the child was not told.
# row: owner
# needs: perl
# ladder: TERM 6s
# expect: mark owner.TERM, no next
cd "$MARKERS" || exit
perl -e '
    $SIG{TERM} = sub { $stop = 1 };
    my $child = fork // die;
    unless ($child) { $SIG{TERM} = "DEFAULT"; open F, ">", "ready"; close F; sleep 1000 while 1 }
    select undef, undef, undef, 0.01 until $stop;
    open F, ">", "owner.TERM"; print F "$$\n"; close F;
    kill "CONT", $child;
    select undef, undef, undef, 0.5;'
touch next
