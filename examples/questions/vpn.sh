# A VPN in the background of a script, which ends well, or fails as `vpn.sh fails`. No trap, no wait, no kill.
sh "$(dirname "$0")/tunnel.sh" &
echo 'the tests run'
[ "${1-}" != fails ] || exit 1
echo 'the tests are over'
