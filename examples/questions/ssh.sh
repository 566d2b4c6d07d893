# What `ssh -tt` does to a command on the other side, against an sshd of our own on loopback.
. "$(dirname "$0")/common.sh"
needs sshd ssh ssh-keygen python3

ssh-keygen -q -t ed25519 -N '' -f "$WORK/host"
ssh-keygen -q -t ed25519 -N '' -f "$WORK/key"
cp "$WORK/key.pub" "$WORK/authorized"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf '%s\n' "ListenAddress 127.0.0.1" "Port $port" "HostKey $WORK/host" "AuthorizedKeysFile $WORK/authorized" \
    'StrictModes no' 'UsePAM no' 'PermitRootLogin yes' 'PrintMotd no' 'PrintLastLog no' "PidFile $WORK/pid" >"$WORK/config"
# sshd wants the folder for its privilege separation, and its whole path
mkdir -p /run/sshd 2>/dev/null
"$(command -v sshd)" -D -f "$WORK/config" -E "$WORK/log" &
server=$!
while ! grep -q 'Server listening' "$WORK/log" 2>/dev/null; do
    kill -0 $server 2>/dev/null || { echo "needs an sshd that starts: $(cat "$WORK/log")"; exit 77; }
    sleep 0.1
done

exec_remote() {
    exec ssh -F none -q -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -i "$WORK/key" \
        -p "$port" "$@"
}

remote() {
    (exec_remote "$@")
}

show() {
    printf '%-24s %-18s %s\n' "$1" "$2" "$3"
}

bytes() {
    od -An -c | tr -d ' \n'
}

show '' 'ssh' 'ssh -tt'
show 'echo a' "$(remote 127.0.0.1 'echo a' </dev/null | bytes)" "$(remote -tt 127.0.0.1 'echo a' </dev/null | bytes)"
show 'echo e >&2, to stdout' "$(remote 127.0.0.1 'echo e >&2' </dev/null 2>/dev/null | bytes)" \
    "$(remote -tt 127.0.0.1 'echo e >&2' </dev/null 2>/dev/null | bytes)"
show 'exit 3' "$(remote 127.0.0.1 'exit 3' </dev/null; echo $?)" "$(remote -tt 127.0.0.1 'exit 3' </dev/null; echo $?)"
show 'read x, of "in"' "$(echo in | remote 127.0.0.1 'read x; echo "got $x"' | bytes)" \
    "$(echo in | remote -tt 127.0.0.1 'read x; echo "got $x"' | bytes)"

# What the command on the other side gets when ssh gets SIGTERM.
end_of() {
    rm -f "$WORK/heard" "$WORK/end" "$WORK/ready"
    (exec_remote "$@" 127.0.0.1 "for s in HUP TERM; do trap \"echo SIG\$s >$WORK/hears; mv $WORK/hears $WORK/heard; exit\" \$s; done
        echo \$\$ >$WORK/starts; mv $WORK/starts $WORK/ready; while [ ! -e $WORK/end ]; do sleep 0.1; done") </dev/null >/dev/null 2>&1 &
    client=$!
    while [ ! -s "$WORK/ready" ]; do
        kill -0 $client 2>/dev/null || { echo 'does not start'; return; }
        sleep 0.1
    done
    read -r command <"$WORK/ready"
    kill -TERM $client
    wait $client 2>/dev/null
    tries=0
    while [ ! -e "$WORK/heard" ] && [ $tries -lt 30 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
    if [ -e "$WORK/heard" ]; then cat "$WORK/heard"; else echo 'no signal'; fi
    : >"$WORK/end"
    while grep -qs "^State:.[^ZX]" "/proc/$command/status"; do sleep 0.1; done
}

show 'SIGTERM to ssh' "$(end_of)" "$(end_of -tt)"
kill $server
wait $server 2>/dev/null
rm -r "$WORK"
