# xargs -P dies of SIGTERM and leaves its commands over; where these end first, it starts the next ones.
# source: darkguy2008/parallelshell#12, lynxthecat/adblock-lean#133
# needs: xargs
# expect: at most 2 started, finished 1, once 1, finished 2, once 2, no next
cd "$MARKERS" || exit
export READY=2
printf '1\n2\n3\n4\n' | xargs -P 2 -n 1 "$REPORTS/tool"
touch next
