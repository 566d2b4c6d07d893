# mocha with an option for node starts a second mocha; SIGTERM to the first alone leaves the second, and the test's server.
# source: mochajs/mocha#2726
# needs: node mocha
# expect: finished server, once server, no next
cd "$MARKERS" || exit
cat >x.js <<'J'
const { spawn } = require('child_process');
let server;
before(() => { server = spawn(process.env.REPORTS + '/tool', ['server'], { stdio: 'inherit' }); });
it('runs', done => { server.on('exit', () => done()); });
it('is next', () => require('fs').writeFileSync('next', ''));
J
mocha --stack-trace-limit=20 --timeout 60000 x.js
touch next
