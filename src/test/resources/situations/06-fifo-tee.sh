# tee in the background reads all output from a named pipe: the log is whole, and so is tee's file.
# needs: mkfifo tee perl
# expect: finished tests, line log cleans up 3, no next
# log: cleans up 3
# told: [clean-kill] Aborted: SIGTERM to perl, then sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
mkfifo pipe
tee log <pipe &
exec >pipe 2>&1
perl -e '
    $| = 1;
    $SIG{TERM} = sub { $stop = 1 };
    select undef, undef, undef, 0.1 until -e "log";
    open $f, ">", "ready"; close $f;
    select undef, undef, undef, 0.1 until $stop;
    for (1 .. 3) { select undef, undef, undef, 0.3; print "cleans up $_\n" }
    open $f, ">", "tests.finished"; close $f;
'
touch next
