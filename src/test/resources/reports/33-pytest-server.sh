# A fixture of pytest has started a server; SIGTERM is turned into an end of the session, whose teardown ends the server.
# source: pytest-dev/pytest#9150, pytest-dev/pytest-xprocess#63, sangoma/pytestlab#5
# needs: /usr/lib/python3/dist-packages/pytest
# expect: finished server, once server, mark asked, no next
cd "$MARKERS" || exit
cat >conftest.py <<'P'
import os, signal, subprocess, time, pytest
def pytest_configure(config): signal.signal(signal.SIGTERM, lambda *_: pytest.exit('aborted', 143))
@pytest.fixture(scope='session')
def server():
    server = subprocess.Popen([os.environ['REPORTS'] + '/tool', 'server'])
    yield server
    time.sleep(0.7)
    if server.poll() is None and not os.path.exists('server.TERM'): open('asked', 'w').close()
    server.terminate()
    server.wait()
P
cat >test_x.py <<'P'
import time
def test_a(server): time.sleep(100)
def test_b(server): open('next', 'w').close()
P
/usr/bin/python3 -m pytest -q -p no:cacheprovider test_x.py
touch next
