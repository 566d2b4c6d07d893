# A tool in the background of a loop that looks after it.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

$CK_SHELL "$TOOL" &
while kill -0 $! 2>/dev/null; do
    sleep 0.1
done
next
