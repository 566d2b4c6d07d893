# yarn passes SIGTERM on to the shell between it and the program, and ends at once: the program is cut off.
# source: yarnpkg/yarn#3424, yarnpkg/yarn#4667
# needs: node yarn
# expect: finished server, once server, no next
cd "$MARKERS" || exit
export HOME="$MARKERS" YARN_CACHE_FOLDER="$MARKERS/cache"
cat >package.json <<'J'
{ "name": "x", "version": "1.0.0", "scripts": { "start": "\"$REPORTS/tool\" server && touch next" } }
J
yarn --silent run start
touch next
