# A clean-up command has children of its own, the second of them born when the first has ended.
# row: clean-up
# needs: perl
# ladder: TERM 6s
# expect: mark first, mark second, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    $SIG{TERM} = sub { $stop = 1 };
    mark("ready");
    select undef, undef, undef, 0.05 until $stop;
    mark("build.TERM");
    system("sh", "-c", "sh -c \"sleep 1; : >first\"; sh -c \"sleep 1; : >second\"; :");'
touch next
