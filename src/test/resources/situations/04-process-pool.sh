# A pool of two processes, and forty tasks: none is begun after the abort, and no process is started in place of another.
# needs: /usr/bin/python3
# expect: at most 2 started, no next
# log not: slipped through
# told: [clean-kill] Aborted: SIGTERM to python3, python3, then python3, sh, sh; waiting up to 10 s for 5 processes (abort again to kill them now)
cd "$MARKERS" || exit
cat >pool.py <<'P'
import multiprocessing, os, time
def work(number):
    open('%d.started' % number, 'w').close()
    if len([f for f in os.listdir('.') if f.endswith('.started')]) == 2: open('ready', 'w').close()
    time.sleep(60)
if __name__ == '__main__':
    with multiprocessing.Pool(2) as pool: pool.map(work, range(40), chunksize=1)
    open('next', 'w').close()
P
/usr/bin/python3 pool.py
touch next
