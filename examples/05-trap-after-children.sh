# An inner shell whose trap must run after its foreground child has ended, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

$CK_SHELL -c '
    . "$EXAMPLES/common.sh"
    trap "echo cleaned up; mark cleaned-up; exit 143" TERM
    $CK_SHELL "$TOOL"
    next'
next
