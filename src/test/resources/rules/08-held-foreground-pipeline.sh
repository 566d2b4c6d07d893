# Of a pipeline all is in the foreground, whether or not its commands still share a pipe.
# row: held
# needs: perl
# expect: finished one, once one, finished two, once two, order one.TERM two.finished, no next
cd "$MARKERS" || exit
export READY=2
trap 'exit' TERM
"$REPORTS/tool" one | "$REPORTS/tool" two </dev/null
touch next
