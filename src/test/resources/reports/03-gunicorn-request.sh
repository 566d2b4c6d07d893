# A web server in the background, its client in the foreground: the request that is under way is finished by the worker.
# source: benoitc/gunicorn#2529
# needs: /usr/lib/python3/dist-packages/gunicorn curl
# expect: mark served, no next
cd "$MARKERS" || exit
cat >app.py <<'P'
import os, time
def mark(name): open(os.environ['MARKERS'] + '/' + name, 'a').write('%d\n' % os.getpid())
def app(environ, start):
    mark('ready')
    time.sleep(4)
    start('200 OK', [('Content-Length', '5')])
    mark('served')
    return [b'hello']
P
/usr/bin/python3 -m gunicorn --workers 1 --log-level warning --bind "unix:$MARKERS/web" app:app &
until [ -S web ]; do sleep 0.1; done
curl -s --unix-socket web http://localhost/
touch next
