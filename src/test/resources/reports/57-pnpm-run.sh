# pnpm passes SIGTERM on to the shell of its script, or ends without it: the program is cut off.
# source: pnpm/pnpm#2653, pnpm/pnpm#7374
# needs: node pnpm
# expect: finished server, once server, no next
cd "$MARKERS" || exit
export HOME="$MARKERS"
cat >package.json <<'J'
{ "name": "x", "version": "1.0.0", "scripts": { "start": "\"$REPORTS/tool\" server && touch next" } }
J
pnpm --silent run start
touch next
