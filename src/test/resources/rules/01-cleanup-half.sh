# A clean-up that needs more than half of the window.
# row: clean-up
# needs: perl
# ladder: TERM 8s
# expect: finished build, once build, mark cleaned, no next
trap 'sh -c "sleep 5; : >cleaned"; exit' TERM
cd "$MARKERS" || exit
"$REPORTS/tool" build 0.1
touch next
