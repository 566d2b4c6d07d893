#!/bin/sh
# The tool that the examples start: works until SIGTERM, then needs about 1.2 s to finish.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

finish() {
    trap : TERM # a second signal changes nothing
    for step in 0 1 2 3; do
        echo "shutdown $step"
        sleep 0.3
    done
    echo FINISHED
    mark finished
    exit 0
}

trap finish TERM
echo working
mark started
if [ "${1-}" = stop-yourself ]; then
    kill -STOP $$
else
    echo READY
fi
while :; do
    sleep 0.1
done
