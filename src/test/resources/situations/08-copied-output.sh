# A Python script copies its command's output, and waits for the command alone: what it has not read is printed for it.
# The secret is masked there as everywhere.
# needs: /usr/bin/python3
# expect: finished command, once command, no next
# log: the secret is **** at 1
# log: the secret is **** at 3
# told: [clean-kill] Aborted: SIGTERM to tool, then python3, sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
export TALK="the secret is $TOKEN at"
cat >build.py <<'P'
import os, subprocess, threading
command = subprocess.Popen([os.environ['REPORTS'] + '/tool', 'command'], stdout=subprocess.PIPE, text=True)
def copy():
    for line in command.stdout: print('|', line, end='', flush=True)
threading.Thread(target=copy, daemon=True).start()
command.wait()
open('next', 'w').close()
P
/usr/bin/python3 build.py
touch next
