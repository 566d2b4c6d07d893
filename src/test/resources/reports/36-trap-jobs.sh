# The script ends its background jobs in a trap, and waits for them: a job that the abort signals as well gets two signals.
# source: pelias/interpolation#44, cooperative-computing-lab/cctools#2823
# needs: bash
# expect: finished server, once server, finished tests, once tests, no next
cd "$MARKERS" || exit
export READY=2
cat >build <<'S'
trap 'kill $(jobs -p); wait' EXIT
"$REPORTS/tool" server 2 &
until [ -e server.started ]; do sleep 0.1; done
"$REPORTS/tool" tests
touch next
S
bash build
touch next
