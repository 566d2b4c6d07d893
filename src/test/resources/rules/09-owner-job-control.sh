# A shell with job control sees its job stop: it is not frozen.
# row: owner
# needs: bash perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
exec bash -c 'set -m; "$REPORTS/tool" build & trap "sleep 1; exit" TERM; wait; touch next'
