# A parent that was told and would die of it stays frozen until its child has ended: its owner would take its end for the end of all.
# row: owner
# needs: perl
# expect: finished build, once build, order build.finished owner.finished, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    my $shell;
    $SIG{TERM} = sub { kill "TERM", $shell };
    $shell = fork // die;
    exec "sh", "-c", q("$REPORTS/tool" build; touch next) unless $shell;
    1 until waitpid($shell, 0) == $shell;
    mark("owner.finished");'
touch next
