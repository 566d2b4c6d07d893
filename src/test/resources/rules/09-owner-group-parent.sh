# As tini -g: the group is told as a whole, and the shell in it would die of the signal at once.
# row: owner
# needs: perl
# expect: finished build, once build, once owner, order build.finished owner.finished, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    my $group;
    $SIG{TERM} = sub { mark("owner.TERM"); kill "TERM", -$group };
    $group = fork // die;
    if (!$group) {
        setpgrp;
        exec "sh", "-c", q("$REPORTS/tool" build; touch next);
    }
    1 until waitpid($group, 0) == $group;
    mark("owner.finished");'
touch next
