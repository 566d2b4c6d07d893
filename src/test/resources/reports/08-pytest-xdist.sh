# Tests in two processes that tear their fixtures down on SIGTERM: each that was begun, and no further test is begun.
# source: pytest-dev/pytest#5243, pytest-dev/pytest-xdist#537
# needs: /usr/lib/python3/dist-packages/xdist
# expect: each started torn, at most 2 started, no next
# killed: at most 3
cd "$MARKERS" || exit
cat >conftest.py <<'P'
import os, signal, time, pytest
FOLDER = os.environ['MARKERS']
def mark(name): open(FOLDER + '/' + name, 'a').write('%d\n' % os.getpid())
def interrupt(number, frame): raise KeyboardInterrupt
def pytest_configure(config):
    if hasattr(config, 'workerinput'): signal.signal(signal.SIGTERM, interrupt)
@pytest.fixture
def resource(request):
    mark(request.node.name + '.started')
    if len([f for f in os.listdir(FOLDER) if f.endswith('.started')]) >= 2: mark('ready')
    yield
    time.sleep(1)
    mark(request.node.name + '.torn')
P
cat >test_x.py <<'P'
import time
def test_a(resource): time.sleep(100)
def test_b(resource): time.sleep(100)
def test_c(resource): time.sleep(100)
def test_d(resource): time.sleep(100)
P
/usr/bin/python3 -m pytest -q -n 2 -p no:cacheprovider test_x.py
touch next
