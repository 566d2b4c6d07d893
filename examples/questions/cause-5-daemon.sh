# A daemon: a session of its own, no parent that waits for it, and no output of the script.
setsid -f sh -c 'trap "" TERM; exec sleep 1000' >/dev/null 2>&1 </dev/null
echo READY
sleep 1000
