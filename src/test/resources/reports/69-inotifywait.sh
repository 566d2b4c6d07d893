# A loop over what inotifywait tells: it processes one change more after the signal, or the watcher is left over.
# source: linkerd/linkerd2#8299, nikkinikki-org/OpenWrt-nikki#53
# needs: inotifywait perl
# expect: finished tool, once tool, started 1 tool, no next
cd "$MARKERS" || exit
mkdir watched
(until touch watched/first; [ -e tool.started ]; do sleep 0.1; done; touch watched/second) &
inotifywait -q -m -e close_write watched | while read -r change; do "$REPORTS/tool" tool; done
touch next
