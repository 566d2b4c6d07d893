# A process waits for a lock that another one holds, and its handler needs it, too.
cat >"${TMPDIR:-/tmp}/deploy.py" <<'END'
import fcntl
import os
import signal
import sys

lock = open(os.path.join(os.path.dirname(__file__), "deploy.lock"), "w")
if sys.argv[1:] == ["holder"]:
    signal.signal(signal.SIGTERM, lambda *_: None)
    fcntl.flock(lock, fcntl.LOCK_EX)
    print("holds the lock", flush=True)
    while True:
        signal.pause()
signal.signal(signal.SIGTERM, lambda *_: fcntl.flock(lock, fcntl.LOCK_EX))
print("READY", flush=True)
while True:
    signal.pause()
END
python3 "${TMPDIR:-/tmp}/deploy.py" holder | {
    read -r words
    echo "$words"
    python3 "${TMPDIR:-/tmp}/deploy.py"
}
