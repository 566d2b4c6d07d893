# A script passes SIGTERM on to its child and waits for it: the child gets one signal.
# needs: sh
# expect: finished server, once server, no next
# told: [clean-kill] Aborted: SIGTERM to sh, then sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >entrypoint <<'S'
trap 'kill "$child"' TERM
"$REPORTS/tool" server &
child=$!
wait "$child"
wait "$child"
S
sh entrypoint
touch next
