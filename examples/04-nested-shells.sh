# A tool and its next command in an inner shell, then the next command of the outer one.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

$CK_SHELL -c '. "$EXAMPLES/common.sh"; $CK_SHELL "$TOOL"; next'
next
