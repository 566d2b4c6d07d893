# vitest ends at once on SIGTERM; its forks, and what a test has started in them, are left over.
# source: go-to-k/cdk-local#474
# needs: node vitest
# expect: finished first, once first, finished second, once second, no next
cd "$MARKERS" || exit
export READY=2 HOME="$MARKERS"
echo '{ "name": "x", "type": "module" }' >package.json
for name in first second; do
    echo "import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
test('$name', () => { spawnSync(process.env.REPORTS + '/tool', ['$name']); });
test('next', () => writeFileSync('next', ''));" >$name.test.js
done
vitest run --globals --pool forks --maxWorkers 2 --testTimeout 60000
touch next
