# dumb-init passes SIGTERM on to its session, signals it again when its first child has ended, and waits for no other.
# source: Yelp/dumb-init#212, Yelp/dumb-init#220
# needs: dumb-init
# expect: finished cron, once cron, finished web, no next
cd "$MARKERS" || exit
export READY=2
cat >entrypoint <<'S'
#!/bin/sh
"$REPORTS/tool" cron 0.3 &
exec "$REPORTS/tool" web 1.5
S
chmod +x entrypoint
dumb-init ./entrypoint
touch next
