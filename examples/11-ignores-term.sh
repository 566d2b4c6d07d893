# A loop that ignores SIGTERM: only SIGKILL ends it.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

trap '' TERM
mark started
echo READY
while :; do
    sleep 0.1
done
