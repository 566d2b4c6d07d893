# An owner takes a while before it tells its shell, and then tells the program below: that is not told as soon as the shell was.
# row: owner
# needs: perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
perl -e '
    my $shell;
    $SIG{TERM} = sub { $stop = 1 };
    $shell = fork // die;
    exec "sh", "-c", q("$REPORTS/tool" build; touch next) unless $shell;
    select undef, undef, undef, 0.01 until $stop;
    select undef, undef, undef, 0.15;
    kill "TERM", $shell;
    select undef, undef, undef, 0.04;
    open F, "<", "build.started"; my $build = <F>;
    kill "TERM", $build;
    1 until waitpid($shell, 0) == $shell;'
touch next
