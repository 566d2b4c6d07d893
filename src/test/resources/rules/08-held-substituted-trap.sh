# A shell with a trap reads what it substitutes to its end before it runs the trap: the end must come.
# row: held
# needs: perl
# expect: finished build, once build, mark trapped, no next
cd "$MARKERS" || exit
trap 'touch trapped; exit 3' TERM
value=$("$REPORTS/tool" build)
touch next
