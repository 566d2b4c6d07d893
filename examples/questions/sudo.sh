# Which signals go through sudo? With a sudoers file of our own, in a mount namespace: the machine's stays as it is.
. "$(dirname "$0")/common.sh"
needs sudo unshare setpriv python3
[ "$(id -u)" = 0 ] || { echo 'needs root'; exit 77; }

if [ "${1-}" != within ]; then
    rm -r "$WORK"
    unshare --mount true 2>/dev/null || { echo 'needs the right to unshare'; exit 77; }
    exec unshare --mount sh "$0" within
fi

# Another user must see the folder, whatever the folder of temporary files is
rm -r "$WORK"
WORK=$(mktemp -d /tmp/questions.XXXXXX)
chmod 777 "$WORK"
printf '%s\n' 'root ALL=(ALL:ALL) ALL' 'nobody ALL=(ALL) NOPASSWD: ALL' "Defaults ${USE_PTY:-use_pty}" >"$WORK/sudoers"
chmod 440 "$WORK/sudoers"
mount --bind "$WORK/sudoers" /etc/sudoers

cat >"$WORK/command" <<'END'
#!/bin/sh
for signal in TERM INT HUP; do trap "echo SIG$signal >$1/hears; mv $1/hears $1/heard; exit" $signal; done
echo $$ >"$1/starts"
mv "$1/starts" "$1/ready"
while [ ! -e "$1/end" ]; do sleep 0.1; done
END
chmod 755 "$WORK/command"

# What the command hears within three seconds when sudo gets the signal: sent by the words in "$@", which get sudo's pid.
heard() {
    whom=$1
    signal=$2
    shift 2
    rm -f "$WORK/heard" "$WORK/end" "$WORK/ready"
    if [ "$STARTER" = terminal ]; then
        setsid script -qec "sudo -n -u $whom $WORK/command $WORK" /dev/null </dev/null >/dev/null 2>&1 &
    else
        $STARTER sudo -n -u "$whom" "$WORK/command" "$WORK" </dev/null >/dev/null 2>&1 &
    fi
    starter=$!
    while [ ! -s "$WORK/ready" ]; do
        kill -0 $starter 2>/dev/null || { echo 'does not start'; return; }
        sleep 0.1
    done
    read -r command <"$WORK/ready"
    answer=
    "$@" -"$signal" "$(sudo_of "$command")" 2>/dev/null || answer=refused
    tries=0
    while [ -z "$answer" ] && [ ! -e "$WORK/heard" ] && [ $tries -lt 30 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
    if [ -n "$answer" ]; then echo "$answer"; elif [ -e "$WORK/heard" ]; then cat "$WORK/heard"; else echo 'nothing'; fi
    : >"$WORK/end"
    while grep -qs "^State:.[^ZX]" "/proc/$command/status"; do sleep 0.1; done
    wait $starter 2>/dev/null
}

# The first of the sudos above a command: the one that was started, not its monitor.
sudo_of() {
    pid=$1
    found=
    while [ "$pid" -gt 1 ]; do
        pid=$(sed 's/.*) . \([0-9]*\) .*/\1/' "/proc/$pid/stat")
        [ "$(cat "/proc/$pid/comm")" != sudo ] || found=$pid
    done
    echo "$found"
}

each_policy() {
    printf '%-46s' "$1"
    shift
    for policy in '!use_pty' use_pty; do
        printf '%s\n' 'root ALL=(ALL:ALL) ALL' 'nobody ALL=(ALL) NOPASSWD: ALL' "Defaults $policy" >"$WORK/sudoers"
        printf '%-26s' "$(heard "$@")"
    done
    echo
}

KILL=$(command -v kill)
NOBODY='setpriv --reuid=nobody --clear-groups'
{
    printf '%-46s%-26s%s\n' 'to sudo' 'no use_pty' use_pty
    STARTER=setsid
    each_policy 'SIGTERM from elsewhere' nobody TERM "$KILL"
    STARTER="setsid $NOBODY"
    each_policy 'SIGTERM from its user, who is not root' root TERM $NOBODY "$KILL"
    STARTER=setsid
    each_policy 'SIGKILL from elsewhere' nobody KILL "$KILL"
    STARTER=terminal
    each_policy 'SIGTERM, in a terminal' nobody TERM "$KILL"
} | sed 's/ *$//'
# An uncollected sudo may still be in it.
umount -l /etc/sudoers
rm -r "$WORK"
