# A task queue with a pool of processes: SIGTERM to the pool is a lost task, SIGTERM to its parent lets the task finish.
# source: celery/celery#2700
# needs: /usr/lib/python3/dist-packages/celery
# expect: mark task.finished, no next
cd "$MARKERS" || exit
mkdir queue done
cat >tasks.py <<'P'
import os, time
from celery import Celery
app = Celery('tasks', broker='filesystem://')
app.conf.broker_transport_options = dict(data_folder_in='queue', data_folder_out='queue', processed_folder='done')
app.conf.worker_hijack_root_logger = False
def mark(name): open(name, 'a').write('%d\n' % os.getpid())
@app.task
def work():
    mark('ready')
    time.sleep(4)
    mark('task.finished')
P
/usr/bin/python3 -c 'import tasks; tasks.work.delay()'
/usr/bin/python3 -m celery -A tasks worker --concurrency 1 --pool prefork --without-gossip --without-mingle --loglevel warning
touch next
