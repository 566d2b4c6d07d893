# Node's starter of many commands passes SIGTERM on to the shells that it has started, and waits for them alone.
# source: open-cli-tools/concurrently#155, darkguy2008/parallelshell#39
# needs: node concurrently
# expect: finished web, once web, finished worker, once worker, no next
cd "$MARKERS" || exit
export READY=2
concurrently "$REPORTS/tool web; touch next" "$REPORTS/tool worker; touch next"
touch next
