# A loop that only copies lines must come to its last line.
# row: filter
# needs: perl
# expect: finished build, once build, mark last, no next
cd "$MARKERS" || exit
export SAY=1
"$REPORTS/tool" build | while read -r line; do
    now=$(date)
    case $line in *FINISHED) echo "$now $line" >last ;; esac
done
touch next
