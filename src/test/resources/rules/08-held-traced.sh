# A tracer keeps SIGSTOP from a shell, as proot does: the shell can't be held, and must not outlive its command.
# row: held
# needs: python3 perl
# expect: finished tool, once tool, no next
cd "$MARKERS" || exit
cat >tracer.py <<'P'
import ctypes, os, signal
TRACEME, CONT, ALL_THREADS = 0, 7, 0x40000000
ptrace = ctypes.CDLL(None).ptrace
ptrace.argtypes = [ctypes.c_long] * 4
child = os.fork()
if child == 0:
    ptrace(TRACEME, 0, 0, 0)
    os.execlp('sh', 'sh', '-c', '"$REPORTS/tool" tool; touch next')
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    try:
        pid, status = os.waitpid(-1, ALL_THREADS)
    except ChildProcessError:
        break
    if os.WIFSTOPPED(status):
        caught = os.WSTOPSIG(status)
        ptrace(CONT, pid, 0, 0 if caught in (signal.SIGTRAP, signal.SIGSTOP) else caught)
P
python3 tracer.py
touch next
