# What Python runs when it gets a signal.
. "$(dirname "$0")/common.sh"
needs python3
exec 2>/dev/null # where the shell tells of a death by signal

CLEAN_UP="import atexit, os, signal, sys
atexit.register(lambda: print('atexit', flush=True))"
WORK_ON="
try:
    os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    signal.pause()
except KeyboardInterrupt:
    print('KeyboardInterrupt', flush=True)
    sys.exit(130)
finally:
    print('finally', flush=True)"
RECIPE="
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))"

show() {
    printf '%s: ' "$1"
    ran=$(exec python3 -c "$3$WORK_ON" "$2")
    code=$?
    [ -z "$ran" ] || echo "$ran" | tr '\n' ' '
    echo "exit code $code"
}

show 'SIGTERM' SIGTERM "$CLEAN_UP"
show 'SIGINT' SIGINT "$CLEAN_UP"
show 'SIGTERM, with the two lines' SIGTERM "$CLEAN_UP$RECIPE"
(trap '' INT; show 'SIGINT, ignored from the start as in a Pipeline' SIGINT "$CLEAN_UP
signal.alarm(1)")
rm -r "$WORK"
