# What Python runs when it gets a signal.

# A background job ignores SIGINT from its start, and so would Python: begin again as in a terminal.
if [ -z "${AS_IN_A_TERMINAL-}" ] && command -v python3 >/dev/null; then
    export AS_IN_A_TERMINAL=1
    exec python3 -c "import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp('sh', ['sh', sys.argv[1]])" "$0"
fi

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
