# A terminal's owner copies what its user writes, to the last line, and runs nothing next.
# needs: /usr/bin/python3
# expect: finished tests, once tests, no next
# log: cleans up 3
# told: [clean-kill] Aborted: SIGTERM to tool, then sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
# told: [clean-kill] python3 owns a terminal that tool uses: SIGTERM after it
cd "$MARKERS" || exit
export TALK='cleans up'
cat >build.py <<'P'
import os, pty
pty.spawn([os.environ['REPORTS'] + '/tool', 'tests'])
open('next', 'w').close()
P
/usr/bin/python3 build.py </dev/null
touch next
