# SIGTERM becomes an error, as in many a framework, and the program's own "try again" swallows it.
python3 -c '
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
while True:
    try:
        print("READY", flush=True)
        while True:
            sum(range(100000))
    except:
        print("failed, trying again", flush=True)
'
