# npm run: npm passes SIGTERM on to the shell between it and the program, which dies of it, and npm ends with the shell.
# source: npm/run-script#237, npm/cli#6684
# needs: node npm
# expect: finished server, once server, no next
cd "$MARKERS" || exit
export HOME="$MARKERS" npm_config_update_notifier=false
cat >package.json <<'J'
{ "name": "x", "version": "1.0.0", "scripts": { "start": "\"$REPORTS/tool\" server && touch next" } }
J
npm start
touch next
