# A runner that is no shell, with a server and a test: the test is not connected at this moment.
# row: service
# needs: perl
# expect: finished build, once build, once server, order build.finished server.TERM, no next
cd "$MARKERS" || exit
cat >server.pl <<'P'
use IO::Socket::UNIX;
$server = IO::Socket::UNIX->new(Local => "socket", Listen => 5) or die;
$SIG{TERM} = sub { open F, ">>", "server.TERM"; print F "$$\n"; close F; exit };
open F, ">", "listening"; close F;
sleep 1000 while 1;
P
perl -e '
    exec "perl", "server.pl" unless fork;
    select undef, undef, undef, 0.02 until -e "listening";
    exec "$ENV{REPORTS}/tool", "build" unless fork;
    1 while wait > 0;'
touch next
