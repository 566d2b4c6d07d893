# A filter that reads a FIFO by another descriptor than its standard input.
# row: filter
# needs: perl mkfifo
# expect: finished build, once build, mark report, no next
cd "$MARKERS" || exit
export SAY=1
mkfifo fifo
perl -e '
    $SIG{TERM} = sub { exit };
    open my $fifo, "<", "fifo" or die;
    while (<$fifo>) { $last = $_ }
    open F, ">", "report" if $last =~ /FINISHED/;' &
"$REPORTS/tool" build >fifo
wait
touch next
