# An owner continues the first process of a pid namespace, to which the signal means nothing, in its blink: it was not told, and would run its next command.
# row: owner
# needs: perl unshare
# killed: 1
# expect: finished tests, once tests, mark continued, no next
cd "$MARKERS" || exit
export READY=9
perl -e '
    sub fields { open my $stat, "<", "/proc/$_[0]/stat" or return; <$stat> =~ /\) (\S) (\d+)/ }
    my ($stop, $first);
    $SIG{TERM} = sub { $stop = 1 };
    my $unshare = fork // die;
    exec "unshare", "--fork", "--pid", "--mount-proc", "sh", "-c", q("$REPORTS/tool" tests; touch next) unless $unshare;
    select undef, undef, undef, 0.02 until -e "tests.started";
    for (glob "/proc/[0-9]*") { s/.*\///; my ($state, $parent) = fields($_); $first = $_ if $parent == $unshare }
    open F, ">", "ready"; close F;
    select undef, undef, undef, 0.05 until $stop;
    select undef, undef, undef, 0.01 until (fields($first))[0] eq "T";
    kill "CONT", $first;
    open F, ">", "continued"; close F;
    1 until waitpid($unshare, 0) == $unshare;'
touch next
