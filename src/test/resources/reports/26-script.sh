# script(1) gives the tests a terminal: the record of it is whole, and the tests end in their own time.
# source: util-linux/util-linux#686, util-linux/util-linux#2562
# needs: script perl
# expect: finished tests, line typescript cleans up 3, no next
cd "$MARKERS" || exit
cat >tests <<'P'
$| = 1;
$SIG{$_} = sub { $stop = 1 } for qw(TERM HUP INT);
print "begins\n";
open $f, ">", "ready"; close $f;
select undef, undef, undef, 0.1 until $stop;
for (1 .. 3) { select undef, undef, undef, 0.3; print "cleans up $_\n" }
open $f, ">", "tests.finished"; close $f;
P
script -q -e -f -c 'perl tests; touch next' typescript
touch next
