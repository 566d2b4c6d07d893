# nox gives a command 0.3 s after its interrupt and 0.2 s after SIGTERM; the next session begins.
# source: wntrblm/nox#393, wntrblm/nox#565
# needs: nox
# expect: finished tests, once tests, no second, no next
cd "$MARKERS" || exit
cat >noxfile.py <<'P'
import os, nox
@nox.session(venv_backend='none')
def tests(session): session.run(os.environ['REPORTS'] + '/tool', 'tests', external=True)
@nox.session(venv_backend='none')
def second(session): session.run('touch', 'second', external=True)
P
nox
touch next
