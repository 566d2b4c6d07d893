# A script without a trap does not wait for the filter of its own output either: that gets its end-of-file, and writes its report.
# row: held
# needs: bash perl
# ladder: TERM 6s
# expect: finished build, once build, mark report, no next
cd "$MARKERS" || exit
cat >filter.pl <<'P'
1 while <STDIN>;
select undef, undef, undef, 0.5;
open F, ">", "report";
P
exec bash -c 'exec > >(exec perl filter.pl); "$REPORTS/tool" build 0.3; touch next'
