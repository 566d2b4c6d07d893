# A clean-up command has children of its own, the second of them born when the first has ended.
# row: clean-up
# needs: perl
# ladder: TERM 6s
# expect: mark first, mark second, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    $SIG{TERM} = sub {
        mark("build.TERM");
        system("sh", "-c", "sh -c \"sleep 1; : >first\"; sh -c \"sleep 1; : >second\"; :");
        exit;
    };
    mark("ready");
    sleep 1000 while 1;'
touch next
