# watchmedo has a session for its command: it is left over, or gets SIGINT from it after the SIGTERM for all.
# source: gorakhargosh/watchdog#609, gorakhargosh/watchdog#693
# needs: watchmedo
# expect: finished server, once server, no next
cd "$MARKERS" || exit
mkdir src
watchmedo auto-restart --directory src --signal SIGTERM --kill-after 9 "$REPORTS/tool" server
touch next
