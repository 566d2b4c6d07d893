# A clean-up that needs more than the first rung's window: the second rung's signal is not its either.
# row: cleanup
# needs: perl
# ladder: TERM 3s, INT 12s
# expect: finished build, mark cleaned, no next
trap 'sh -c "trap : TERM; sleep 2.5 & wait; wait; perl -e \"select undef, undef, undef, 3\"; : >cleaned"; exit' TERM
cd "$MARKERS" || exit
"$REPORTS/tool" build 0.1
touch next
