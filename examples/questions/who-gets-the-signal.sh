# Run by a build that is aborted at READY; afterwards `who-gets-the-signal.sh report`, in the same folder, tells.
if [ "${1-}" = report ]; then
    : >end
    for who in child daemon stranger; do
        [ ! -e $who.pid ] || while grep -qs "^State:.[^ZX]" /proc/"$(cat $who.pid)"/status; do sleep 0.1; done
    done
    got() {
        case $(grep -c . "$1.heard" 2>/dev/null) in
            '' | 0) echo 'no signal' ;;
            1) echo 'SIGTERM once' ;;
            *) echo 'SIGTERM more than once' ;;
        esac
    }
    echo "a child: $(got child)"
    echo "a daemon in a session of its own, with the build's variables: $(got daemon)"
    echo "a process of the same process group, without the variables and orphaned: $(got stranger)"
    exit
fi

cat >listener <<'END'
trap 'echo SIGTERM >>$1.heard' TERM
echo $$ >$1.pid
tries=0
while [ ! -e end ] && [ $tries -lt 1200 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
END
sh listener child >/dev/null 2>&1 &
setsid sh listener daemon >/dev/null 2>&1 &
(env -i PATH="$PATH" sh listener stranger >/dev/null 2>&1 &)
while [ ! -s child.pid ] || [ ! -s daemon.pid ] || [ ! -s stranger.pid ]; do sleep 0.1; done
echo 'READY'
sleep 1000
