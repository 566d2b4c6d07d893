# An owner asks what is between it and its worker: the worker is asked by that.
# row: owned
# needs: perl
# ladder: TERM 10s
# expect: no broken-off, mark worked, no next
cd "$MARKERS" || exit
cat >worker.pl <<'P'
$SIG{TERM} = sub { open F, ">", "broken-off"; close F; exit };
$SIG{USR1} = sub { open F, ">", "worked"; close F; exit };
open F, ">", "ready"; close F;
sleep 1000 while 1;
P
cat >middle.pl <<'P'
my $worker = fork // die;
unless ($worker) { open STDIN, "<", "/dev/null"; exec "perl", "worker.pl" }
my $end = <STDIN>;
kill "USR1", $worker if $end;
waitpid $worker, 0;
P
perl -MIO::Handle -e '
    $SIG{TERM} = sub { $stop = 1 };
    open my $middle, "|-", "perl", "middle.pl" or die;
    select undef, undef, undef, 0.05 until $stop;
    select undef, undef, undef, 5.6;
    print $middle "end\n";
    $middle->flush;
    wait;'
touch next
