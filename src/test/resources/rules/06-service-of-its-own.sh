# A background child that is a client of the foreground child serves nothing: the foreground child waits for it.
# row: service
# needs: perl
# ladder: TERM 8s
# expect: finished client, once client, mark ended, no next
cd "$MARKERS" || exit
cat >client.pl <<'P'
use IO::Socket::UNIX;
select undef, undef, undef, 0.02 until -e "listening";
$server = IO::Socket::UNIX->new(Peer => "socket") or die;
fcntl $server, 2, 0;
exec "$ENV{REPORTS}/tool", "client", "0.3";
P
perl client.pl &
perl -e '
    use IO::Socket::UNIX;
    $SIG{TERM} = sub { 1 while <$client>; select undef, undef, undef, 4.2; open F, ">", "ended"; exit };
    $server = IO::Socket::UNIX->new(Local => "socket", Listen => 5) or die;
    open F, ">", "listening"; close F;
    $client = $server->accept;
    1 while <$client>;
    sleep 1000 while 1;'
touch next
