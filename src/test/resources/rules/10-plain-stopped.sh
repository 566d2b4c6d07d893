# A process that was stopped before the abort gets the signal, and goes on with it; its handler stops it once more, and it goes on again.
# row: plain
# needs: perl
# ladder: TERM 3s
# expect: once stopped, mark stopped.finished, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    $SIG{TERM} = sub { mark("stopped.TERM"); kill "STOP", $$; mark("stopped.finished"); exit };
    unless (fork) { $SIG{TERM} = "DEFAULT"; select undef, undef, undef, 0.01 until `cat /proc/@{[getppid]}/stat` =~ /\) T/; mark("ready"); exit }
    kill "STOP", $$;
    sleep 1000 while 1;'
touch next
