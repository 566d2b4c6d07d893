# A process in the background ignores the signal: the shell waits for its command, and for that one until the last tenth of the window.
# row: held
# needs: perl
# ladder: TERM 5s
# killed: 1
# pipeline: yes
# expect: finished build, once build, no next
cd "$MARKERS" || exit
(trap '' TERM; exec perl -e 'open F, ">", "deaf"; close F; sleep 1000 while 1') &
until [ -e deaf ]; do sleep 0.1; done
"$REPORTS/tool" build 0.5
touch next
