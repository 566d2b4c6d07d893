# What ends at once: each shell above it must be frozen before it is told.
# row: held
# needs: perl
# expect: no next
cd "$MARKERS" || exit
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
    (
        perl -e 'open F, ">", "'$n'.up"; close F; open F, ">", "ready" if @{[glob "*.up"]} == 12; sleep 1000 while 1'
        touch next
    ) &
done
wait
touch next
