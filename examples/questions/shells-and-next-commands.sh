# The foreground child of a shell ends of SIGTERM, the shell gets none: that is Jenkins' order. Which next command runs?
. "$(dirname "$0")/common.sh"

cat >"$WORK/tool" <<'END'
#!/bin/sh
trap 'exit 0' TERM
kill -TERM $$
END
cat >"$WORK/dies" <<'END'
#!/bin/sh
kill -TERM $$
END
chmod +x "$WORK/tool" "$WORK/dies"

outcome() {
    rm -f next
    "$@" >/dev/null 2>&1 </dev/null
    [ -e next ] && echo 'next ran' || echo ended
}

interactive() {
    rm -f survived
    "$@" >/dev/null 2>&1 </dev/null
    [ -e survived ] && echo ignored || echo 'ended it'
}

to_itself() {
    [ "$1" = fish ] && echo "kill -TERM \$fish_pid; echo >survived" || echo "kill -TERM \$\$; :>survived"
}

row() {
    of_e='has no -e'
    of_tool=$of_e
    # shellcheck disable=SC2086 # "busybox sh" is two words
    if [ "$1" != fish ]; then
        of_e=$(outcome $1 -e -c '../dies; :>next')
        of_tool=$(outcome $1 -e -c '../tool; :>next')
    fi
    # shellcheck disable=SC2086
    printf '%-10s %-15s %-18s %-20s %s\n' "${1%% *}" "$(outcome $1 -c '../dies; :>next')" "$of_e" "$of_tool" \
        "$(interactive $1 -i -c "$(to_itself "$1")")"
}

printf '%-10s %-15s %-18s %-20s %s\n' '' 'it dies of it' 'it dies, under -e' 'it exits 0, under -e' 'SIGTERM to -i'
each_shell row | sed 's/ *$//'
rm -r "$WORK"
