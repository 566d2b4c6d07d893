# mksh that leads its process group passes the signal on to all of it as it ends: it waits for its background child, too.
# row: held
# needs: mksh perl setsid
# expect: finished one, once one, finished two, once two, no next
cd "$MARKERS" || exit
export READY=2
exec setsid mksh -c '"$REPORTS/tool" one 2 & "$REPORTS/tool" two 0.3; touch next'
