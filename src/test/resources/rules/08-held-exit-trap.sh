# bash with a trap on EXIT alone does not wait for its child.
# row: held
# needs: bash perl
# expect: finished build, once build, mark cleaned, order build.finished cleaned, no next
cd "$MARKERS" || exit
exec bash -c 'trap "touch cleaned" EXIT; "$REPORTS/tool" build; touch next'
