# rsync is three processes; what it has begun to write is left over.
# source: oferchen/rsync#5400, RsyncProject/rsync#519
# needs: rsync
# expect: mark clean, no next
cd "$MARKERS" || exit
mkdir from to
head -c 20000000 /dev/zero >from/big
trap 'until [ -z "$(ls -A to)" ]; do sleep 0.1; done; touch clean; exit 1' TERM
(until ls -A to | grep -q big; do sleep 0.1; done; touch ready) &
rsync --whole-file --bwlimit=500 from/big to/
touch next
