# An owner asks its worker to end by the pipe between them, in its own time: a signal would break off the worker's task.
# row: owned
# needs: perl
# ladder: TERM 8s
# expect: no broken-off, mark worked, no next
cd "$MARKERS" || exit
perl -e '
    use IO::Handle;
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    pipe my $read, my $write;
    my $worker;
    $SIG{TERM} = sub {
        my $end = time + 6;
        select undef, undef, undef, 0.1 while time < $end;
        print $write "end\n";
        $write->flush;
        waitpid $worker, 0;
        exit;
    };
    $worker = fork // die;
    if (!$worker) {
        close $write;
        $SIG{TERM} = sub { mark("broken-off"); exit };
        mark("ready");
        my $end = <$read>;
        mark("worked") if $end;
        exit;
    }
    close $read;
    sleep 1000 while 1;'
touch next
