# A trap starts a command; without a rule it would get the signal that its shell has just had.
# row: clean-up
# needs: perl
# expect: finished build, once build, mark cleaned, no next
trap 'sh -c "sleep 1; : >cleaned"; exit' TERM
cd "$MARKERS" || exit
"$REPORTS/tool" build 0.3
touch next
