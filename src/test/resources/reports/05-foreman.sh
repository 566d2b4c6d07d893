# A starter of many programs passes SIGTERM on: a second SIGTERM means "now" to many of them.
# source: ddollar/foreman#30
# needs: foreman
# expect: finished web, once web, finished worker, once worker, no next
cd "$MARKERS" || exit
export READY=2
cat >Procfile <<P
web: $REPORTS/tool web
worker: $REPORTS/tool worker
P
foreman start -t 8
touch next
