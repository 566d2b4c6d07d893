# npm-run-all's run-p ends its npm processes, and what these have started is left over.
# source: mysticatea/npm-run-all#139, mysticatea/npm-run-all#74
# needs: node npm run-p
# expect: finished one, once one, finished two, once two, no next
cd "$MARKERS" || exit
export READY=2 HOME="$MARKERS"
cat >package.json <<'J'
{ "name": "x", "version": "1.0.0", "scripts": { "one": "\"$REPORTS/tool\" one; touch next", "two": "\"$REPORTS/tool\" two; touch next" } }
J
run-p one two
touch next
