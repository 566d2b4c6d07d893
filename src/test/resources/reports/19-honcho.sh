# honcho sends SIGTERM to the process group of each of its programs; a second one means "now" to many of them.
# source: nickstenning/honcho#32
# needs: honcho
# expect: finished web, once web, finished worker, once worker, no next
cd "$MARKERS" || exit
export READY=2
cat >Procfile <<P
web: $REPORTS/tool web; touch next
worker: $REPORTS/tool worker; touch next
P
honcho start
touch next
