# An inner shell that exits at once while its background tool still finishes, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

$CK_SHELL -c '
    trap "exit 0" TERM
    $CK_SHELL "$TOOL" &
    wait'
next
