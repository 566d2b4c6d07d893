# A filter that works for a while after its end-of-file.
# row: filter
# needs: perl
# expect: finished build, once build, mark report, no next
cd "$MARKERS" || exit
"$REPORTS/tool" build 0.3 | perl -e '
    use Time::HiRes "time";
    1 while <STDIN>;
    my $end = time + 2.5;
    1 while time < $end;
    open F, ">", "report";'
touch next
