# A shell gets SIGTERM while its foreground child works: from that child, which then needs a second to end.
. "$(dirname "$0")/common.sh"

cat >"$WORK/child" <<'END'
#!/bin/sh
sleep 0.3 # the shell is to wait for us when it gets the signal
kill -TERM $PPID
sleep 1
echo child >>order
END
chmod +x "$WORK/child"

# The words of what happened, in order.
order_of() {
    : >order
    "$@" >/dev/null 2>&1 </dev/null
    while ! grep -q child order; do sleep 0.1; done
    tr '\n' ' ' <order
}

row() {
    trap='trap "echo trap >>order" TERM; '
    exit_trap='trap "echo exit-trap >>order" EXIT; '
    if [ "$1" = fish ]; then
        trap='function t --on-signal TERM; echo trap >>order; end; '
        exit_trap='function t --on-event fish_exit; echo exit-trap >>order; end; '
    fi
    body='../child; echo next >>order'
    # shellcheck disable=SC2086 # "busybox sh" is two words
    printf '%-10s %-18s %-20s %s\n' "${1%% *}" \
        "$(order_of $1 -c "$trap$body")" "$(order_of $1 -c "$exit_trap$body")" "$(order_of $1 -c "$body")"
}

printf '%-10s %-18s %-20s %s\n' '' 'trap for TERM' 'trap for EXIT only' 'no trap'
each_shell row | sed 's/ *$//'
rm -r "$WORK"
