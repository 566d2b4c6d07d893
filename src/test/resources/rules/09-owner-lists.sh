# An owner tells its shell, lists the processes by a command of its own, and tells the program below, as nodemon does.
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
    kill "TERM", $shell;
    system "sleep", "0.4";
    open F, "<", "build.started"; my $build = <F>;
    kill "TERM", $build;
    1 until waitpid($shell, 0) == $shell;'
touch next
