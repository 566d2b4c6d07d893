# aborted.sh [OPTIONS] -- COMMAND: runs it by `clean-kill run`, and aborts it at its word READY.
. "$(dirname "$0")/common.sh"

: >"$WORK/out"
TMPDIR=$WORK "$CLEAN_KILL" run "$@" >"$WORK/out" 2>&1 </dev/null &
run=$!
while ! grep -q READY "$WORK/out" && kill -0 $run 2>/dev/null; do sleep 0.1; done
kill -TERM $run 2>/dev/null
wait $run
code=$?
grep -q '^needs ' "$WORK/out" && code=77
cat "$WORK/out"
rm -r "$WORK"
exit $code
