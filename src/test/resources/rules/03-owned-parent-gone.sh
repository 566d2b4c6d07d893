# The process between an owner and its grandchild ends first: the owner tells the grandchild all the same, a moment later.
# row: owned
# needs: perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
perl -e '
    my $middle;
    $SIG{TERM} = sub {
        kill "TERM", $middle;
        waitpid $middle, 0;
        select undef, undef, undef, 0.5;
        open F, "<", "grandchild.pid" or die;
        my $grandchild = <F>;
        kill "TERM", $grandchild;
        select undef, undef, undef, 0.1 until -e "build.finished";
        exit;
    };
    $middle = fork // die;
    exec "perl", "-e", q(
        $SIG{TERM} = sub { exit };
        unless (fork) { open F, ">", "grandchild.pid"; print F $$; close F; exec "$ENV{REPORTS}/tool", "build", "2" }
        sleep 1000 while 1;) unless $middle;
    sleep 1000 while 1;'
touch next
