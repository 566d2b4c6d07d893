# A tool under timeout, which forwards the signal to its child and its group, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

timeout 100 $CK_SHELL "$TOOL"
next
