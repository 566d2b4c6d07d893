# An owner that blocks the signal may never take it: its blink is as short as any, and its child is frozen no longer.
# row: owner
# needs: perl
# expect: mark seen, no long, no next
cd "$MARKERS" || exit
perl -MPOSIX -MTime::HiRes=time -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    sub is_stopped { open my $stat, "<", "/proc/$_[0]/stat" or die; <$stat> =~ /\) T/ }
    my $child = fork // die;
    exec "sleep", "1000" unless $child;
    sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGTERM));
    mark("ready");
    select undef, undef, undef, 0.01 until is_stopped($child);
    mark("seen");
    my $began = time;
    select undef, undef, undef, 0.01 while is_stopped($child);
    mark("long") if time - $began > 1;
    kill "TERM", $child;
    waitpid $child, 0;'
touch next
