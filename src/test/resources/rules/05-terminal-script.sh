# script(1) stops itself when its child is stopped.
# row: terminal owner
# needs: perl script
# expect: finished build, once build, no next
cd "$MARKERS" || exit
export SAY=1
script -qefc '"$REPORTS/tool" build; touch next' /dev/null
touch next
