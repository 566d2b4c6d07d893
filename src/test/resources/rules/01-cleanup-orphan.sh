# A handler detaches the clean-up and ends at once: the clean-up is an orphan that was born in the rung.
# row: clean-up
# needs: perl
# expect: once build, mark uploaded, no next
cd "$MARKERS" || exit
perl -e '
    sub mark { open my $file, ">>", $_[0] or die; print $file "$$\n" }
    $SIG{TERM} = sub { $stop = 1 };
    mark("ready");
    select undef, undef, undef, 0.05 until $stop;
    mark("build.TERM");
    exec "sh", "-c", "sleep 1; : >uploaded" unless fork;'
touch next
