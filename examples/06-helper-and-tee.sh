# A core process that needs its passive helper to the end, with its output through tee, then the next command.
. "${EXAMPLES:-$(dirname "$0")}/common.sh"

command -v perl >/dev/null || { echo 'needs perl'; exit 77; }
perl "$EXAMPLES/core.pl" | tee /dev/null
next
