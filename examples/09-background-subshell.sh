# A background subshell with a tool and a next command of its own, waited for, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

(
    $CK_SHELL "$TOOL"
    next
) &
wait
next
