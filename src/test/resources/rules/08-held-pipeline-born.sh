# A pipeline of which nothing is left but that its commands were born together: on a busy machine it is begun again until they were.
# row: held
# needs: perl
# expect: finished one, once one, finished two, once two, order one.TERM two.finished, no next
cd "$MARKERS" || exit
export READY=2
trap 'exit' TERM
round=0
until [ -e one.started ]; do
    round=$((round + 1))
    "$REPORTS/births" together one two $round >log | "$REPORTS/births" together two one $round </dev/null
done
touch next
