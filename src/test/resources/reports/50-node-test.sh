# node's own test runner has a process for each file: they are left over, with what a test has started.
# source: nodejs/node#43977, nodejs/node#43549
# needs: node
# expect: finished fixture, once fixture, no second, no next
cd "$MARKERS" || exit
cat >a.test.js <<'J'
const { test } = require('node:test'), { spawn } = require('node:child_process')
test('first', () => new Promise(done => spawn(process.env.REPORTS + '/tool', ['fixture'], { stdio: 'inherit' }).on('exit', done)))
J
cat >b.test.js <<'J'
require('node:fs').writeFileSync('second', '')
J
node --test --test-concurrency=1
touch next
