# jest ends at once on SIGTERM; what a test in one of its two processes has started is left over.
# source: jestjs/jest#9892, nodejs/node#46276
# needs: node jest
# expect: finished first, once first, finished second, once second, no next
cd "$MARKERS" || exit
export READY=2 HOME="$MARKERS"
echo '{ "name": "x", "jest": { "cache": false } }' >package.json
for name in first second; do
    echo "test('$name', () => require('child_process').spawnSync(process.env.REPORTS + '/tool', ['$name']));
test('next', () => require('fs').writeFileSync('next', ''));" >$name.test.js
done
jest --maxWorkers 2 --testTimeout 60000
touch next
