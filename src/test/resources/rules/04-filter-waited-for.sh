# A script closes the pipe to the filter of its output, and waits for it: end-of-file ends the filter, not the signal.
# row: filter
# needs: bash perl
# expect: finished build, once build, mark report, mark trapped, no next
cd "$MARKERS" || exit
cat >filter.pl <<'P'
1 while <STDIN>;
select undef, undef, undef, 0.8;
open F, ">", "report";
P
exec bash -c 'exec > >(exec perl filter.pl)
    filter=$!
    trap "exec >&-; wait \$filter; touch trapped; exit" TERM
    "$REPORTS/tool" build 0.3
    touch next'
