# The second command of a pipeline has closed the pipe, which has no other end: the trap on DEBUG keeps the births of the two apart.
# row: held
# needs: bash perl
# expect: finished one, once one, finished two, once two, order one.TERM two.finished, no next
cd "$MARKERS" || exit
export READY=2
exec bash -c 'trap exit TERM
    trap "sleep 0.1" DEBUG
    "$REPORTS/tool" one | "$REPORTS/tool" two </dev/null
    touch next'
