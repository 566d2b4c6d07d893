# A daemon that is asked by a message queue, as fakeroot's, and does not wait for a message while it answers one.
# row: service
# needs: perl
# expect: once build, mark build.finished, once daemon, order build.finished daemon.TERM, no next
cd "$MARKERS" || exit
cat >daemon.pl <<'P'
use IPC::SysV qw(IPC_PRIVATE IPC_CREAT IPC_RMID);
use POSIX "setsid";
exit if fork;
setsid;
my $queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600) // die;
$SIG{TERM} = sub { open F, ">>", "daemon.TERM"; print F "$$\n"; close F; msgctl $queue, IPC_RMID, 0; exit };
open F, ">", "queue.new"; print F "$queue\n"; close F;
rename "queue.new", "queue";
select undef, undef, undef, 1.5 while msgrcv $queue, my $message, 100, 0, 0;
P
perl daemon.pl
until [ -e queue ]; do sleep 0.1; done
perl -e '
    $SIG{TERM} = sub { open F, ">>", "build.TERM"; print F "$$\n"; close F; $stop = 1 };
    open F, ">", "ready"; close F;
    select undef, undef, undef, 0.05 until $stop;
    open F, "<", "queue"; my $queue = <F>;
    msgsnd $queue, pack("l! a*", 1, "clean up"), 0 or die;
    select undef, undef, undef, 1;
    open F, ">", "build.finished";'
touch next
