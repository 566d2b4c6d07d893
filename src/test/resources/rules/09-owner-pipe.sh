# An owner hears its child by a pipe, and ends at once: the child would write into a broken one.
# row: owner
# needs: perl
# expect: finished build, once build, mark owner.TERM, no next
cd "$MARKERS" || exit
export TALK=talk SAY=1
perl -e '
    $SIG{TERM} = sub { open F, ">", "owner.TERM"; print F "$$\n"; exit };
    open my $here, "-|", "$ENV{REPORTS}/tool", "build" or die;
    print while <$here>;'
touch next
