# A filter that goes on after its end-of-file, and does nothing, gets the signal a second later.
# row: filter
# needs: perl
# ladder: TERM 8s
# expect: finished build, once build, finished filter, once filter, no next
cd "$MARKERS" || exit
export READY=2
"$REPORTS/tool" build 0.2 | "$REPORTS/tool" filter 3
touch next
