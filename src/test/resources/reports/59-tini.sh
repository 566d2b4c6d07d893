# tini -g tells its whole process group: the shell in it dies at once, and tini ends with it while the program works.
# source: krallin/tini#172, krallin/tini#15
# needs: tini
# expect: finished build, once build, no next
cd "$MARKERS" || exit
tini -s -g -- sh -c '"$REPORTS/tool" build; touch next'
touch next
