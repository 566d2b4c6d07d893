# A parent that waits for its child serves it meanwhile, in another thread: frozen, it answers a new connection by turns.
# row: held
# needs: python3
# expect: mark answered, no next
cd "$MARKERS" || exit
exec python3 -c '
import socket, subprocess, threading

server = socket.create_server(("127.0.0.1", 0))

def serve():
    while True:
        connection, _ = server.accept()
        connection.recv(3)
        connection.sendall(b"yes")
        connection.close()

threading.Thread(target=serve, daemon=True).start()
subprocess.run(["python3", "-c", """
import signal, socket, time

def ask(*ignored):
    connection = socket.create_connection(("127.0.0.1", %d), timeout=5)
    connection.sendall(b"bye")
    if connection.recv(3) == b"yes":
        open("answered", "w").close()
    raise SystemExit(1)

signal.signal(signal.SIGTERM, ask)
open("ready", "w").close()
while True:
    time.sleep(1000)
""" % server.getsockname()[1]])
open("next", "w").close()
'
