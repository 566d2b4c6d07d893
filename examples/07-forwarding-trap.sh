# An inner shell that forwards the signal to its background child, as entrypoints do, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

$CK_SHELL -c '
    trap "kill -TERM \$child" TERM
    $CK_SHELL "$TOOL" &
    child=$!
    wait $child # ended by the trap
    wait $child # ended by the child'
next
