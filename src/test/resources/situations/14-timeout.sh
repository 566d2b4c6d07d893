# timeout(1) in a pipeline with tee, around a shell that would run its next command.
# needs: timeout tee
# expect: finished tests, once tests, no next
# told: [clean-kill] Aborted: SIGTERM to timeout, then sh, sh; waiting up to 10 s for 6 processes (abort again to kill them now)
cd "$MARKERS" || exit
timeout -k 5 60 sh -c 'until [ -e log ]; do sleep 0.1; done; "$REPORTS/tool" tests; touch next' 2>&1 | tee log
touch next
