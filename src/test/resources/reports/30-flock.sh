# flock(1) dies of SIGTERM, and its lock is free as soon as what it has started ends or lets go: never during the clean-up.
# source: MagnaCapax/PMSS#663, ceph/ceph-qa-suite#583
# needs: flock perl
# expect: mark locked, mark finished, no next
cd "$MARKERS" || exit
flock lock perl -e '
    use Fcntl ":flock";
    sub mark { open my $file, ">", $_[0] }
    $SIG{TERM} = sub { $stop = 1 };
    mark("ready");
    select undef, undef, undef, 0.1 until $stop;
    select undef, undef, undef, 1;
    open my $lock, ">", "lock";
    mark("locked") unless flock $lock, LOCK_EX | LOCK_NB;
    mark("finished");
'
touch next
