# The owner of a process group passes the signal on to the whole group, and waits for it.
# row: owner
# needs: perl
# expect: finished one, once one, finished two, once two, no next
cd "$MARKERS" || exit
export READY=2
perl -e '
    my $group;
    $SIG{TERM} = sub { kill "TERM", -$group };
    $group = fork // die;
    if (!$group) {
        setpgrp;
        $SIG{TERM} = "DEFAULT";
        exec "$ENV{REPORTS}/tool", "two" unless fork;
        exec "$ENV{REPORTS}/tool", "one";
    }
    1 until waitpid($group, 0) == $group;'
touch next
