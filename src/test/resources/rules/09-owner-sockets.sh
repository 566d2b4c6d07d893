# An owner hears its child by a pair of sockets, as node does, and ends at once: the child would write into a broken one.
# row: owner
# needs: perl
# expect: finished build, once build, mark owner.TERM, no next
cd "$MARKERS" || exit
export TALK=talk SAY=1
perl -MSocket -e '
    socketpair my $here, my $there, AF_UNIX, SOCK_STREAM, PF_UNSPEC or die;
    $SIG{TERM} = sub { open F, ">", "owner.TERM"; print F "$$\n"; exit };
    unless (fork) { open STDOUT, ">&", $there; close $here; close $there; exec "$ENV{REPORTS}/tool", "build" }
    close $there;
    print while <$here>;'
touch next
