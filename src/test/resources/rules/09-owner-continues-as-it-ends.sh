# An owner continues its child, as cpulimit does, and ends at once: the child was not told, and would run its next command.
# row: owner
# needs: perl
# expect: finished tool, once tool, no next
cd "$MARKERS" || exit
perl -e '
    my $child = fork // die;
    exec "sh", "-c", q("$REPORTS/tool" tool; touch next) unless $child;
    $SIG{TERM} = sub { kill "CONT", $child; exit };
    select undef, undef, undef, 0.01 while 1;'
touch next
