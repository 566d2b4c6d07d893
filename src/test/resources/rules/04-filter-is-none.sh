# A shell that a member feeds, and that waits for a command, would run its next command: it is no filter.
# row: filter
# needs: perl yes
# expect: finished one, once one, no two.started, no next
cd "$MARKERS" || exit
yes | sh -c '"$REPORTS/tool" one; "$REPORTS/tool" two'
touch next
