# A filter whose runtime catches the signal, and ends of it.
# row: filter
# needs: perl
# expect: finished build, once build, mark report, no next
cd "$MARKERS" || exit
export SAY=1
"$REPORTS/tool" build | perl -e '
    $SIG{TERM} = sub { exit };
    while (<STDIN>) { $last = $_ }
    open F, ">", "report" if $last =~ /FINISHED/;'
touch next
