# A daemon in a session of its own, whose parent is gone, while the script works on.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

(setsid $CK_SHELL "$TOOL" &)
sleep 1000
next
