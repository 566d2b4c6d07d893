# Python's ProcessPoolExecutor: when its program dies of SIGTERM the processes stay and wait for work that never comes.
# source: python/cpython#111873, agronholm/pythonfutures#68
# needs: /usr/bin/python3
# expect: at most 3 started, no next
cd "$MARKERS" || exit
cat >pool.py <<'P'
import concurrent.futures as futures, os, time
def work(number):
    open('%d.started' % number, 'w').close()
    if len([f for f in os.listdir('.') if f.endswith('.started')]) == 2: open('ready', 'w').close()
    time.sleep(60)
if __name__ == '__main__':
    with futures.ProcessPoolExecutor(2) as pool: list(pool.map(work, range(40)))
    open('next', 'w').close()
P
/usr/bin/python3 pool.py
touch next
