# uvicorn with workers: SIGTERM for the whole group makes two for each worker, and the second means "now".
# source: Kludex/uvicorn#852, Kludex/uvicorn#1165
# needs: uvicorn
# expect: each started finished, no next
cd "$MARKERS" || exit
cat >app.py <<'P'
import asyncio, os
def mark(name): open('%d.%s' % (os.getpid(), name), 'w').close()
async def app(scope, receive, send):
    assert scope['type'] == 'lifespan'
    await receive()
    mark('started')
    if len([name for name in os.listdir('.') if name.endswith('.started')]) == 2: open('ready', 'w').close()
    await send({'type': 'lifespan.startup.complete'})
    await receive()
    await asyncio.sleep(1.5)
    mark('finished')
    await send({'type': 'lifespan.shutdown.complete'})
P
uvicorn app:app --workers 2 --lifespan on --log-level warning --uds "$MARKERS/web"
touch next
