# A parent that ignores the signal feeds its worker: that is no filter, since its parent goes on to feed it until it ends.
# row: filter
# needs: perl
# ladder: TERM 8s
# expect: finished worker, once worker, no next
cd "$MARKERS" || exit
export SAY=1
perl -MIPC::Open2 -e '
    $SIG{TERM} = "IGNORE";
    open2(my $answers, my $tasks, "$ENV{REPORTS}/tool", "worker", "1.5");
    print while <$answers>;'
touch next
