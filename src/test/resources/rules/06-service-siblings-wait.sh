# Beside a runner's server are a filter that it feeds and a process that ignores the signal and waits for the runner: it serves neither.
# row: service
# needs: perl
# ladder: TERM 10s
# expect: finished server, once server, mark filtered, no next
cd "$MARKERS" || exit
cat >server.pl <<'P'
use IO::Socket::UNIX;
$server = IO::Socket::UNIX->new(Local => "socket", Listen => 5) or die;
fcntl $server, 2, 0;
exec "$ENV{REPORTS}/tool", "server", "5.5";
P
perl -e '
    pipe my $end, my $alive;
    pipe my $read, my $write;
    unless (fork) {
        $SIG{TERM} = "IGNORE";
        close $_ for $alive, $read, $write;
        1 while <$end>;
        exit;
    }
    unless (fork) {
        close $_ for $alive, $write;
        open STDIN, "<&", $read;
        1 while <STDIN>;
        open F, ">", "filtered";
        exit;
    }
    unless (fork) { close $alive; open STDOUT, ">&", $write; close $write; exec "perl", "server.pl" }
    close $write;
    1 while wait > 0;
    open F, ">", "next";'
touch next
