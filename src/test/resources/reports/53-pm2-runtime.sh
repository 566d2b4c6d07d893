# pm2-runtime tells its program to end, which gets a second signal from elsewhere.
# source: keymetrics/doc-pm2#182, Unitech/pm2#1819
# needs: node pm2-runtime
# expect: finished server, once server, no next
cd "$MARKERS" || exit
export PM2_HOME="$MARKERS/pm2" PM2_KILL_TIMEOUT=5000
pm2-runtime start "$REPORTS/tool" --interpreter perl --no-autorestart -- server
touch next
