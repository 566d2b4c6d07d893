# A parent that was told stays frozen while its child lives, until the last tenth of the window: then it goes on, and ends of its signal.
# row: owner
# needs: perl
# ladder: TERM 4s
# killed: 1
# expect: mark owner.finished, no next
cd "$MARKERS" || exit
cat >deaf.pl <<'P'
$SIG{TERM} = sub {};
open F, ">", "ready"; close F;
sleep 1000 while 1;
P
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    my $shell;
    $SIG{TERM} = sub { kill "TERM", $shell };
    $shell = fork // die;
    exec "sh", "-c", "perl deaf.pl; touch next" unless $shell;
    1 until waitpid($shell, 0) == $shell;
    mark("owner.finished");'
touch next
