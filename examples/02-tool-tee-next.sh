# A tool whose output goes through tee, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

$CK_SHELL "$TOOL" | tee /dev/null
next
