# A watcher that starts its command in a process group of its own, and ends that group when it is ended.
# source: eradman/entr#57
# needs: entr
# expect: finished server, once server, no next
cd "$MARKERS" || exit
touch watched
echo watched | entr -n -r "$REPORTS/tool" server
touch next
