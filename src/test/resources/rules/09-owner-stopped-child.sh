# A child that another process has stopped stays so until it is told: it would go on with its work.
# row: owner
# needs: perl
# expect: mark owner.TERM, no went-on, no next
cd "$MARKERS" || exit
perl -e '
    $SIG{TERM} = sub { $stop = 1 };
    my $child = fork // die;
    unless ($child) {
        $SIG{TERM} = "DEFAULT";
        kill "STOP", $$;
        open F, ">", "went-on";
        sleep 1000 while 1;
    }
    select undef, undef, undef, 0.02 until `cat /proc/$child/stat` =~ /\) T/;
    open F, ">", "ready"; close F;
    select undef, undef, undef, 0.05 until $stop;
    open F, ">", "owner.TERM"; print F "$$\n"; close F;
    select undef, undef, undef, 1;'
touch next
