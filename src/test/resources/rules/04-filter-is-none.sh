# A shell that a member feeds, and that waits for a command, would run its next command: it is no filter.
# row: filter
# needs: perl
# expect: finished build, once build, no two, no next
cd "$MARKERS" || exit
export READY=9
cat >one.pl <<'P'
select undef, undef, undef, 0.3;
open F, ">", "one.started"; close F;
select undef, undef, undef, 0.05 until -e "build.started";
open F, ">", "ready"; close F;
select undef, undef, undef, 0.05 until -e "build.TERM";
select undef, undef, undef, 1.5;
P
"$REPORTS/tool" build 3 | sh -c 'perl one.pl; touch two'
touch next
