# bash writes its log through tee: the log has to be whole, to the last line of the clean-up.
# source: koalaman/shellcheck#3420, linera-io/linera-protocol#1163
# needs: bash perl
# expect: line log ends, no next
cd "$MARKERS" || exit
cat >build <<'S'
exec > >(tee log) 2>&1
perl -e '
    $| = 1;
    $SIG{TERM} = sub { $stop = 1 };
    print "begins\n";
    open $f, ">", "ready"; close $f;
    select undef, undef, undef, 0.1 until $stop;
    for (1 .. 3) { select undef, undef, undef, 0.3; print "cleans up $_\n" }
    print "ends\n";
'
touch next
S
bash build
touch next
