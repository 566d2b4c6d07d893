# A supervisor starts again what has ended: its programs must not be ended before it is.
# source: Supervisor/supervisor#1101, vitessio/vitess#19657
# needs: /usr/lib/python3/dist-packages/supervisor
# expect: finished web, once web, started 1 web, no next
cd "$MARKERS" || exit
cat >supervisord.conf <<C
[supervisord]
nodaemon=true
logfile=/dev/null
logfile_maxbytes=0
pidfile=$MARKERS/supervisord.pid
[program:web]
command=$REPORTS/tool web
autorestart=true
startsecs=0
stopwaitsecs=8
C
/usr/bin/python3 /usr/bin/supervisord -s -n -c supervisord.conf
touch next
