# What every example shares: where the tool is, which shell runs it, and what "the next command" does.
# CK_SHELL: the shell to use (default sh). MARKERS: a folder in which each step leaves an empty file (default: none).
EXAMPLES=${EXAMPLES:-$(dirname "$0")}
CK_SHELL=${CK_SHELL:-sh}
TOOL=$EXAMPLES/tool.sh
export EXAMPLES CK_SHELL TOOL

mark() {
    [ -z "${MARKERS-}" ] || : >"$MARKERS/$1"
}

next() {
    echo 'next ran'
    mark next-ran
}
