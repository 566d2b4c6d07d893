# A runner that starts a server, waits until it answers, and runs the tests: the server is ended first, or is left over.
# source: bahmutov/start-server-and-test#71, bahmutov/start-server-and-test#125
# needs: node start-server-and-test
# expect: finished tests, once tests, order tests.finished server.TERM, no next
cd "$MARKERS" || exit
cat >server.js <<'J'
const fs = require('fs')
process.on('SIGTERM', () => { fs.writeFileSync('server.TERM', process.pid + '\n'); process.exit() })
const server = require('http').createServer((request, answer) => answer.end('hello'))
server.listen(0, '127.0.0.1', () => fs.writeFileSync('port', String(server.address().port)))
J
node server.js &
until [ -s port ]; do sleep 0.1; done
start-server-and-test 'tail -f /dev/null' "http-get://127.0.0.1:$(cat port)" "$REPORTS/tool tests"
touch next
