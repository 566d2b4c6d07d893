# The last of two filters, whose runtime catches the signal and ends of it: it still has to write when the input has ended.
# row: filter
# needs: perl
# expect: finished build, once build, mark report, no next
cd "$MARKERS" || exit
export SAY=1
"$REPORTS/tool" build | cat | perl -e '
    $SIG{TERM} = sub { exit };
    while (<STDIN>) { $last = $_ }
    select undef, undef, undef, 0.4;
    open F, ">", "report" if $last =~ /FINISHED/;'
touch next
