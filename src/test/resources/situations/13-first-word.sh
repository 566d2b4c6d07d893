# The script waits for a server's first word; the server ends without one, which is no first word.
# needs: perl
# expect: finished server, no next
# told: [clean-kill] Aborted: SIGTERM to perl, then perl, sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >script <<'P'
open $server, "-|", "perl", "-e", q{
    $SIG{TERM} = sub { select undef, undef, undef, 0.7; open $f, ">", "server.finished"; exit };
    open $f, ">", "ready"; close $f;
    sleep 1 while 1;
};
<$server>;
open $f, ">", "next";
P
perl script
touch next
