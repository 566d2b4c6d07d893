# tee in the background reads all output from a named pipe: the log is whole, and so is tee's file.
# needs: mkfifo tee
# expect: finished tests, once tests, line log cleans up 3, no next
# log: cleans up 3
# told: [clean-kill] Aborted: SIGTERM to tool, then sh, sh; waiting up to 10 s for 4 processes (abort again to kill them now)
cd "$MARKERS" || exit
mkfifo pipe
tee log <pipe &
exec >pipe 2>&1
until [ -e log ]; do sleep 0.1; done
TALK='cleans up' "$REPORTS/tool" tests
touch next
