# recycle.pl WINDOW: gives the same few pids again and again, to processes that must get no signal.
#
# Prints "wrong SIGNAL to PID" for each signal that one of them gets all the same. A line on its standard input asks which pids it has
# given since the last one; at the end of that it ends. Needs root and a pid namespace of its own: it sets the last pid, see pid_namespaces(7).
use strict;
use warnings;
use POSIX qw(:sys_wait_h :signal_h setsid setpgid);

my $window = shift;
my $last_pid = '/proc/sys/kernel/ns_last_pid';
my $first = $$ + 100;
my $at_a_time = 30;
my (%stopped, %killed, %alive, @given);
my $count = 0;

$SIG{$_} = sub { syswrite STDOUT, "wrong $_[0] to $$\n" } for qw(HUP INT QUIT TERM USR1 USR2 CONT);
# A JVM's children inherit that SIGQUIT is blocked
sigprocmask(SIG_SETMASK, POSIX::SigSet->new);
# Orphans are left to this process, so that it learns how they end: PR_SET_CHILD_SUBREAPER
syscall(157, 36, 1, 0, 0, 0) == 0 or die "prctl: $!";

sub pause_up_to { select undef, undef, undef, rand shift }

sub orphan {
    exit if fork;
    pause_up_to(0.05);
}

my @kinds = (
    sub { },
    sub { },
    sub { pause_up_to(0.005) },
    sub { pause_up_to(0.1) },
    sub { setsid; orphan },
    sub { setpgid(0, 0); orphan },
    sub { kill STOP => $$; sleep 1000 },
);

# Collects one of them, if there is one; says whether there was.
sub ended {
    my $pid = waitpid -1, shift;
    return 0 if $pid <= 0;
    my $killed_here = delete $killed{$pid};
    print "wrong signal ", $? & 127, " to $pid\n" if $? & 127 && !$killed_here;
    delete $alive{$pid};
    delete $stopped{$pid};
    return 1;
}

# SIGSTOP would be seen by the SIGCONT after it.
sub kill_stopped {
    for (keys %stopped) { $killed{$_} = 1; kill KILL => $_ }
}

sub give {
    my $kind = int rand @kinds;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        srand;
        $kinds[$kind]->();
        POSIX::_exit(0);
    }
    $stopped{$pid} = 1 if $kind == $#kinds;
    push @given, $pid;
    $alive{$pid} = 1;
    $count++;
    if ($pid > $first + $window) {
        open my $file, '>', $last_pid or die "$last_pid: $!";
        print $file $first;
    }
}

$| = 1;
print "ready\n";
my $asked = '';
while (1) {
    give();
    while (ended(WNOHANG)) { }
    if (keys %alive > $at_a_time) {
        kill_stopped();
        ended(0);
    }
    next if $count % 20;
    my $in = '';
    vec($in, 0, 1) = 1;
    next if !select $in, undef, undef, 0;
    last if !sysread STDIN, $asked, 1000;
    print "given $count @given\n";
    @given = ();
}
kill_stopped();
1 while ended(0);
print "over $count\n";
