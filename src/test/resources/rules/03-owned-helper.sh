# The clean-up of an owner needs its helper, which would die of the signal.
# row: owned
# needs: perl
# expect: mark owner.TERM, no helper-gone, mark cleaned, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    my $helper = fork // die;
    exec "sleep", "1000" unless $helper;
    $SIG{TERM} = sub {
        mark("owner.TERM");
        my $end = time + 2;
        select undef, undef, undef, 0.1 while time < $end;
        mark("helper-gone") if waitpid($helper, 1) != 0;
        kill "TERM", $helper;
        waitpid $helper, 0;
        mark("cleaned");
        exit;
    };
    mark("ready");
    sleep 1000 while 1;'
touch next
