# A shell with job control sees its job stop: it is not frozen, else the shell would tell it once more as it ends.
# row: owner
# needs: bash perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
exec bash -c 'set -m; sh -c "\"\$REPORTS/tool\" build; :" & trap "sleep 1; exit" TERM; wait; touch next'
