# An owner asks its worker to end by closing the pipe between them: until the worker has done so, there is no way to ask it.
# row: owned
# needs: perl
# ladder: TERM 10s
# expect: no broken-off, mark worked, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    pipe my $read, my $write;
    my $worker;
    $SIG{TERM} = sub {
        select undef, undef, undef, 0.1 for 1 .. 60;
        close $write;
        waitpid $worker, 0;
        exit;
    };
    $worker = fork // die;
    if (!$worker) {
        close $write;
        $SIG{TERM} = sub { mark("broken-off"); exit };
        mark("ready");
        <$read>;
        select undef, undef, undef, 0.1 for 1 .. 15;
        mark("worked");
        exit;
    }
    close $read;
    sleep 1000 while 1;'
touch next
