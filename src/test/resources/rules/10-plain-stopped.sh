# What was stopped before the abort gets the signal, and goes on with it.
# row: plain
# needs: perl
# expect: once stopped, no next
cd "$MARKERS" || exit
perl -e '
    $SIG{TERM} = sub { open F, ">>", "stopped.TERM"; print F "$$\n"; close F; exit };
    unless (fork) { select undef, undef, undef, 0.01 until `cat /proc/@{[getppid]}/stat` =~ /\) T/; open F, ">", "ready"; exit }
    kill "STOP", $$;
    sleep 1000 while 1;'
touch next
