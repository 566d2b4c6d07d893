# An owner tells one of its children, and needs the other beyond half of the window for its clean-up.
# row: owned
# needs: perl
# ladder: TERM 10s
# expect: finished build, once build, no helper-gone, mark cleaned, no next
cd "$MARKERS" || exit
perl -e '
    $SIG{TERM} = sub { $stop = 1 };
    my $helper = fork // die;
    exec "sh", "-c", "trap \"exit\" TERM; while :; do sleep 0.1; done" unless $helper;
    my $build = fork // die;
    exec "$ENV{REPORTS}/tool", "build", "0.3" unless $build;
    select undef, undef, undef, 0.02 until $stop;
    kill "TERM", $build;
    waitpid $build, 0;
    select undef, undef, undef, 5.4;
    open F, ">", "helper-gone" if waitpid($helper, 1) != 0;
    kill "TERM", $helper;
    open F, ">", "cleaned";'
touch next
