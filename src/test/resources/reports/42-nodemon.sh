# nodemon signals its shell at once, and the program below it when ps(1) has listed the tree: the program gets two signals.
# source: remy/nodemon#1496, remy/nodemon#2152
# needs: node nodemon
# expect: finished build, once build, no next
cd "$MARKERS" || exit
nodemon --quiet --watch x.js --exec '"$REPORTS/tool" build; touch next' x.js
touch next
