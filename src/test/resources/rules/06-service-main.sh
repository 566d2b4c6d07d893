# The main process of a build leads a session and listens: it is no daemon that serves what is left of another one.
# row: service
# needs: perl setsid
# expect: once main, finished build, once build, order main.TERM build.finished, no next
cd "$MARKERS" || exit
export READY=9
("$REPORTS/tool" build 1.5 &)
until [ -e build.started ]; do sleep 0.1; done
exec setsid perl -MIO::Socket::UNIX -e '
    $SIG{TERM} = sub { open F, ">>", "main.TERM"; print F "$$\n"; close F; $stop = 1 };
    $server = IO::Socket::UNIX->new(Local => "socket", Listen => 5) or die;
    open F, ">", "ready"; close F;
    select undef, undef, undef, 0.05 until $stop;'
