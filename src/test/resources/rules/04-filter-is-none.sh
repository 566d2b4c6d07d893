# A shell that a member feeds, and that waits for a command, would run its next command: it is no filter.
# row: filter
# needs: perl
# expect: finished build, once build, no two, no next
cd "$MARKERS" || exit
export READY=2
cat >one.pl <<'P'
open F, ">", "one.started"; close F;
open F, ">", "ready" if -e "build.started";
select undef, undef, undef, 0.05 until -e "build.TERM";
select undef, undef, undef, 0.5;
P
"$REPORTS/tool" build 1.5 | sh -c 'perl one.pl; touch two'
touch next
