# strace ends at once when it alone gets SIGTERM: what it traced is left over, and goes on.
# source: strace/strace#277, janestreet/magic-trace#19
# needs: strace
# expect: finished build, once build, no next
cd "$MARKERS" || exit
strace -f -o trace sh -c '"$REPORTS/tool" build; touch next'
touch next
