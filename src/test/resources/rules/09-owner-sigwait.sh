# A supervisor collects the signal by sigwait(3), which its set of blocked signals does not show meanwhile.
# row: owner
# needs: python3 perl
# expect: finished build, once build, no helper-gone, no next
cd "$MARKERS" || exit
export READY=1
cat >supervisor.py <<'P'
import os, signal, subprocess, time
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
free = lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
helper = subprocess.Popen(['sleep', '1000'], preexec_fn=free)
build = subprocess.Popen([os.environ['REPORTS'] + '/tool', 'build', '0.3'], preexec_fn=free)
signal.sigwait([signal.SIGTERM])
build.terminate()
build.wait()
if helper.poll() is not None: open('helper-gone', 'w')
helper.kill()
P
python3 supervisor.py
touch next
