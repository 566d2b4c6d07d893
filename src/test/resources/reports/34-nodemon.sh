# nodemon looks for the descendants of its program and signals each; a program between them gets its signal twice.
# source: remy/nodemon#1496
# needs: node nodemon
# expect: finished server, once server, no next
cd "$MARKERS" || exit
export HOME="$MARKERS"
nodemon --quiet --signal SIGTERM --exec "$REPORTS/tool" server
touch next
