# The owner of a process group passes the signal on to the whole group, and ends at once: nothing shows that it has.
# row: owner
# needs: perl
# expect: finished build, once build, mark owner.TERM, no next
cd "$MARKERS" || exit
perl -e '
    my $group;
    $SIG{TERM} = sub { open F, ">", "owner.TERM"; print F "$$\n"; close F; kill "TERM", -$group; exit };
    $group = fork // die;
    unless ($group) { setpgrp; exec "$ENV{REPORTS}/tool", "build" }
    1 until waitpid($group, 0) == $group;'
touch next
