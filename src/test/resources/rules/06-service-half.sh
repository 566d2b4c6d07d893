# A service whose client does not end gets the signal at half of the window.
# row: service
# needs: perl
# ladder: TERM 6s
# killed: 1
# expect: finished service, once service, no next
cd "$MARKERS" || exit
export READY=2
"$REPORTS/tool" service 1.5 &
perl -e '$SIG{TERM} = sub {}; select undef, undef, undef, 0.05 until -e "service.started"; open F, ">", "ready"; close F; sleep 1000 while 1'
touch next
