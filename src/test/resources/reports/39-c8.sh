# What measures the coverage of a test passes SIGTERM on, and has a watchdog that kills the test when it is gone itself.
# source: tapjs/foreground-child#58, istanbuljs/nyc#1535
# needs: c8
# expect: finished tests, once tests, no next
cd "$MARKERS" || exit
export HOME="$MARKERS"
echo '{"name":"x"}' >package.json
c8 "$REPORTS/tool" tests
touch next
