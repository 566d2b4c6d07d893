# A child that ignores the signal, and waits for the end of its parent's pipe, keeps the parent from nothing.
# row: held
# needs: perl
# ladder: TERM 6s
# expect: finished build, once build, mark tracked, no next
cd "$MARKERS" || exit
perl -e '
    pipe my $read, my $write;
    unless (fork) {
        $SIG{TERM} = $SIG{INT} = "IGNORE";
        close $write;
        1 while <$read>;
        select undef, undef, undef, 1.5;
        open F, ">", "tracked";
        exit;
    }
    close $read;
    system "$ENV{REPORTS}/tool", "build", "0.3";
    open F, ">", "next";'
touch next
