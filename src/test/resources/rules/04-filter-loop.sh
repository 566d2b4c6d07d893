# A loop that only copies lines must come to its last line, though it waits for a command that has just begun at many a look.
# row: filter
# needs: perl
# expect: mark last, no next
cd "$MARKERS" || exit
perl -e '
    $| = 1;
    $SIG{TERM} = sub { $stop = 1 };
    open F, ">", "ready"; close F;
    until ($stop) { print "line\n"; select undef, undef, undef, 0.01 }
    for (1 .. 100) { print "line\n"; select undef, undef, undef, 0.01 }
    print "FINISHED\n";' | while read -r line; do
    date >now
    case $line in FINISHED) touch last ;; esac
done
touch next
