# A cluster of node: the first process asks its workers to end and waits; a SIGTERM of their own comes on top of that.
# source: doxout/recluster#39, remy/nodemon#1496
# needs: node
# expect: each started finished, each started once, no next
cd "$MARKERS" || exit
cat >server.js <<'J'
const cluster = require('cluster'), fs = require('fs');
const mark = name => fs.appendFileSync(name, process.pid + '\n');
if (cluster.isPrimary) {
    for (let i = 0; i < 2; i++) cluster.fork().on('message', name => { if (fs.existsSync('a.started') && fs.existsSync('b.started')) mark('ready'); });
    cluster.on('exit', () => { if (!Object.keys(cluster.workers).length) process.exit(0); });
    process.on('SIGTERM', () => { for (const id in cluster.workers) cluster.workers[id].process.kill('SIGTERM'); });
} else {
    const name = cluster.worker.id === 1 ? 'a' : 'b';
    process.on('SIGTERM', () => {
        if (fs.existsSync(name + '.once')) fs.unlinkSync(name + '.once'); else mark(name + '.once');
        setTimeout(() => { mark(name + '.finished'); process.exit(0); }, 1000);
    });
    mark(name + '.started');
    process.send(name);
    setInterval(() => {}, 1000);
}
J
node server.js
touch next
