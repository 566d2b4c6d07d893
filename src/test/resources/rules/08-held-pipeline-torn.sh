# On a busy machine the commands of a pipeline are not born together: one of them stops the shell meanwhile. The pipe has no other end.
# row: held
# needs: perl
# expect: finished one, once one, finished two, once two, order one.TERM two.finished, no next
cd "$MARKERS" || exit
export READY=2
trap 'exit' TERM
round=0
until [ -e one.started ]; do
    round=$((round + 1))
    {
        kill -STOP $$
        sleep 0.05
        kill -CONT $$
        exec "$REPORTS/births" apart one two $round
    } | "$REPORTS/births" apart two one $round </dev/null
done
touch next
