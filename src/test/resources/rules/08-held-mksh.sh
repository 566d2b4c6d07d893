# mksh catches the signal with or without a trap, and its wait returns when a job was stopped.
# row: held
# needs: mksh perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
exec mksh -c '"$REPORTS/tool" build; touch next'
