# A trap that needs a command of its own to clean up, while the shell waits for its foreground sleep.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

finish() {
    echo 'shutdown 0'
    sleep 1.2 && echo FINISHED && mark finished
    exit 143
}

trap finish TERM
mark started
$CK_SHELL -c 'echo READY; exec sleep 1000'
next
