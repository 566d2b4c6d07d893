# A server with a client in another subtree: none of the two is in the foreground.
# row: service
# needs: perl
# expect: finished client, once client, once server, order client.finished server.TERM, no next
cd "$MARKERS" || exit
export READY=2
cat >server.pl <<'P'
use IO::Socket::UNIX;
$SIG{TERM} = sub { open F, ">>", "server.TERM"; print F "$$\n"; close F; exit };
$server = IO::Socket::UNIX->new(Local => "socket", Listen => 5) or die;
open F, ">", "listening"; close F;
$client = $server->accept;
open F, ">", "server.started"; close F;
open F, ">", "ready" if -e "client.started";
1 while <$client>;
sleep 1000 while 1;
P
cat >client.pl <<'P'
use IO::Socket::UNIX;
select undef, undef, undef, 0.02 until -e "listening";
$server = IO::Socket::UNIX->new(Peer => "socket") or die;
fcntl $server, 2, 0;
exec "$ENV{REPORTS}/tool", "client";
P
perl server.pl &
perl client.pl &
wait
touch next
