# A tool, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

$CK_SHELL "$TOOL"
next
