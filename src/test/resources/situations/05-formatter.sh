# A formatter, in a language that catches SIGTERM by itself, stands behind the tests: it comes to the last line.
# needs: ruby perl
# expect: finished tests, no next
# log: | cleans up 3
# told: [clean-kill] Aborted: SIGTERM to perl, then sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >tests <<'P'
$| = 1;
$SIG{TERM} = sub { $stop = 1 };
select undef, undef, undef, 0.1 until -e "formatter";
open $f, ">", "ready"; close $f;
select undef, undef, undef, 0.1 until $stop;
for (1 .. 3) { select undef, undef, undef, 0.3; print "cleans up $_\n" }
open $f, ">", "tests.finished"; close $f;
P
perl tests | ruby -e 'File.write("formatter", ""); $stdout.sync = true; while line = gets; puts "| " + line; end'
touch next
