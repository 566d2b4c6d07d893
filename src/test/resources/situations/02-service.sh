# A server in the script's background, and tests that ask it to the end of their clean-up.
# needs: redis-server perl
# expect: mark cleaned, no next
# told: [clean-kill] Aborted: SIGTERM to perl, then sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
# told: [clean-kill] redis-server serves perl: SIGTERM after it
cd "$MARKERS" || exit
redis-server --port 0 --unixsocket "$MARKERS/redis" --save '' --dir "$MARKERS" >redis.log &
until [ -S redis ]; do sleep 0.1; done
perl -MIO::Socket::UNIX -e '
    $SIG{TERM} = sub { $stop = 1 };
    open $f, ">", "ready"; close $f;
    select undef, undef, undef, 0.1 until $stop;
    select undef, undef, undef, 1;
    $redis = IO::Socket::UNIX->new(Peer => "redis") or exit 1;
    print $redis "PING\r\n";
    <$redis> =~ /PONG/ and open $f, ">", "cleaned";
'
touch next
