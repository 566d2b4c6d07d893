"""A supervisor with two workers. The workers need 1 s to shut down, and the supervisor kills them after 2 s."""
import os
import signal
import subprocess
import sys
import time

WORKER_SECONDS = float(os.environ.get("WORKER_SECONDS", "1"))
SUPERVISOR_SECONDS = float(os.environ.get("SUPERVISOR_SECONDS", "2"))


def say(text):
    os.write(1, (text + "\n").encode())


def worker(name):
    def shut_down(*_):
        say(name + " got SIGTERM")
        time.sleep(WORKER_SECONDS)
        say(name + " has finished its job")
        os._exit(0)

    signal.signal(signal.SIGTERM, shut_down)
    signal.signal(signal.SIGTTIN, lambda *_: say(name + " dumps its threads"))
    say(name + " is up")
    os.write(int(os.environ["UP"]), b"1")
    while True:
        signal.pause()


def supervisor():
    is_up, up = os.pipe()
    environment = dict(os.environ, UP=str(up))
    workers = [
        subprocess.Popen([sys.executable, __file__, "worker %d" % n], env=environment, pass_fds=[up])
        for n in (1, 2)
    ]

    def shut_down(*_):
        say("supervisor got SIGTERM")
        for each in workers:
            each.send_signal(signal.SIGTERM)
        end = time.monotonic() + SUPERVISOR_SECONDS
        for each in workers:
            try:
                each.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                say("supervisor kills a worker")
                each.kill()
        say("supervisor is done")
        os._exit(0)

    signal.signal(signal.SIGTERM, shut_down)
    for _ in workers:
        os.read(is_up, 1)
    say("READY")
    while True:
        signal.pause()


worker(sys.argv[1]) if len(sys.argv) > 1 else supervisor()
