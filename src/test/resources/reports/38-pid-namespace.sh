# The first process of a pid namespace is not ended by a signal that it does not handle: its shell would go on.
# source: youki-dev/youki#3500, google/nsjail#226, containers/bubblewrap#105
# needs: unshare
# expect: finished tests, once tests, no next
# killed: 1
cd "$MARKERS" || exit
unshare --fork --pid --mount-proc sh -c '"$REPORTS/tool" tests; touch next'
touch next
