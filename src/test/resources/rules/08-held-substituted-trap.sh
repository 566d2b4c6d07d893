# A shell with a trap reads what it substitutes to its end before it runs the trap: the end must come, and all of the value.
# row: held
# needs: perl
# expect: finished build, once build, line trapped build FINISHED, no next
cd "$MARKERS" || exit
export SAY=1
trap 'echo "$value" >trapped; exit 3' TERM
value=$("$REPORTS/tool" build)
touch next
