# The VPN of vpn.sh by a real sudo, started by a user who may run nothing else by it: no pkill, no kill. With a sudoers file
# of our own, in a mount namespace: the machine's stays as it is.
. "$(dirname "$0")/common.sh"
needs sudo unshare setpriv
[ "$(id -u)" = 0 ] || { echo 'needs root'; exit 77; }

if [ "${VPN_WITHIN-}" != "$$" ]; then
    rm -r "$WORK"
    unshare --mount true 2>/dev/null || { echo 'needs the right to unshare'; exit 77; }
    # unshare becomes the script, in the same process
    VPN_WITHIN=$$ exec unshare --mount sh "$0" "$@"
fi

rm -r "$WORK"
WORK=$(mktemp -d /tmp/questions.XXXXXX)
chmod 755 "$WORK"
echo "nobody ALL=(ALL) NOPASSWD: $WORK/tunnel" >"$WORK/sudoers"
chmod 440 "$WORK/sudoers"
mount --bind "$WORK/sudoers" /etc/sudoers
{ echo '#!/bin/sh' && cat "$QUESTIONS/tunnel.sh"; } >"$WORK/tunnel"
{
    echo "sudo -n $WORK/tunnel &"
    echo "echo 'the tests run'"
    echo "echo 'the tests fail'; exit 1"
} >"$WORK/build"
chmod 755 "$WORK/tunnel" "$WORK/build"

"$CLEAN_KILL" run -- true # it may have to be built
# The right to read is for this project's files, wherever they are; no right to signal comes with it.
TMPDIR=/tmp setpriv --reuid=nobody --clear-groups --inh-caps=-all,+dac_read_search --ambient-caps=-all,+dac_read_search \
    "$CLEAN_KILL" run -- sh "$WORK/build"
umount -l /etc/sudoers
rm -r "$WORK"
