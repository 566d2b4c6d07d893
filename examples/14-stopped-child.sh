# A tool that is stopped: it acts on the signal only when it is continued.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

$CK_SHELL "$TOOL" stop-yourself &
until grep -q '^State:[[:space:]]*T' "/proc/$!/status"; do
    sleep 0.1
done
echo READY
sleep 1000
next
