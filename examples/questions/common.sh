# What the scripts of docs/what-happens-when-a-build-is-aborted.md share: a folder of their own, and their shells.
set -u
QUESTIONS=$(cd "$(dirname "$0")" && pwd -P)
CLEAN_KILL=${CLEAN_KILL:-$QUESTIONS/../../clean-kill}
WORK=$(mktemp -d)
export QUESTIONS CLEAN_KILL WORK

needs() {
    for program in "$@"; do
        command -v "$program" >/dev/null 2>&1 || {
            echo "needs $program"
            exit 77
        }
    done
}

# A row for each shell that is installed: $1 is called with the shell's words, all at once, in a folder each.
each_shell() {
    for shell in bash dash 'busybox sh' ksh93 mksh zsh fish; do
        command -v "${shell%% *}" >/dev/null 2>&1 || continue
        mkdir "$WORK/${shell%% *}"
        (WORK=$WORK/${shell%% *}; cd "$WORK" && "$1" "$shell" >row 2>&1) &
    done
    wait
    for shell in bash dash busybox ksh93 mksh zsh fish; do
        [ ! -f "$WORK/$shell/row" ] || cat "$WORK/$shell/row"
    done
}
