# A handler detaches the clean-up and ends at once: the clean-up is an orphan that was born in the rung.
# row: clean-up
# needs: perl
# expect: once build, mark uploaded, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    $SIG{TERM} = sub {
        mark("build.TERM");
        exit if fork;
        $SIG{TERM} = "DEFAULT";
        sleep 1;
        mark("uploaded");
        exit;
    };
    mark("ready");
    sleep 1000 while 1;'
touch next
