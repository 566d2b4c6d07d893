# prove reads the output of its tests, and waits for what a test has left: the next test begins.
# source: Perl-Toolchain-Gang/Test-Harness#99, diffblue/cbmc#1445
# needs: prove
# expect: finished fixture, once fixture, no second, no next
cd "$MARKERS" || exit
mkdir t
cat >t/a.t <<'P'
print "1..1\n";
system "$ENV{REPORTS}/tool", "fixture";
print "ok 1\n";
P
cat >t/b.t <<'P'
open my $second, '>', 'second';
print "1..1\nok 1\n";
P
prove t
touch next
