# Two that feed each other would wait for each other: none of them is a filter.
# row: filter
# needs: perl
# ladder: TERM 8s
# expect: finished one, once one, finished two, once two, no next
cd "$MARKERS" || exit
export READY=2
perl -e '
    pipe my $r1, my $w1;
    pipe my $r2, my $w2;
    unless (fork) { open STDIN, "<&", $r1; open STDOUT, ">&", $w2; exec "$ENV{REPORTS}/tool", "one", "1.5" }
    unless (fork) { open STDIN, "<&", $r2; open STDOUT, ">&", $w1; exec "$ENV{REPORTS}/tool", "two", "1.5" }
    close $_ for $r1, $w1, $r2, $w2;
    1 while wait > 0;
    open F, ">", "next";'
touch next
