# An owner tells the first of its descendants only. What works for a filter below it has a child in a process group of its own: that is not told before it is decided about its parent.
# row: owner
# needs: perl
# ladder: TERM 6s
# expect: once owner, mark ended, no next
cd "$MARKERS" || exit
cat >worker.pl <<'P'
my $child = fork // die;
unless ($child) { setpgrp; open F, ">", "ready"; close F; exec "sleep", "600" }
1 until waitpid($child, 0) == $child;
open F, ">", "next";
sleep 600;
P
cat >filter.pl <<'P'
my $worker = fork // die;
unless ($worker) { open STDIN, "<", "/dev/null"; exec "perl", "worker.pl" }
1 while <STDIN>;
open F, ">", "ended";
P
perl -e '
    my $parent;
    $SIG{TERM} = sub { open F, ">>", "owner.TERM"; print F "$$\n"; close F; kill "TERM", $parent };
    $parent = fork // die;
    exec "perl", "-e", q(open F, "|-", "perl", "filter.pl"; sleep 600) unless $parent;
    1 until waitpid($parent, 0) == $parent;'
touch next
