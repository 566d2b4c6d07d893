# An owner ends what feeds its filter, and leaves the filter behind: end-of-file ends that, not the signal.
# row: filter
# needs: perl
# expect: finished feeder, once feeder, mark report, no next
cd "$MARKERS" || exit
export SAY=1
cat >filter.pl <<'P'
while (<STDIN>) { $last = $_ }
select undef, undef, undef, 0.5;
open F, ">", "report" if $last =~ /FINISHED/;
P
perl -e '
    pipe my $read, my $write;
    $SIG{TERM} = sub { kill "TERM", $feeder; waitpid $feeder, 0; exit };
    unless (fork) { open STDIN, "<&", $read; close $read; close $write; $SIG{TERM} = "DEFAULT"; exec "perl", "filter.pl" }
    $feeder = fork;
    unless ($feeder) { open STDOUT, ">&", $write; close $read; close $write; exec "$ENV{REPORTS}/tool", "feeder" }
    close $read;
    close $write;
    sleep 1000 while 1;'
touch next
