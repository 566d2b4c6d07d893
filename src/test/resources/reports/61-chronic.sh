# chronic keeps its command's output until it fails: with SIGTERM to it alone the command is left over, and its words are lost.
# source: StanfordPL/stoke#719, lbartnik/subprocess#1
# needs: chronic
# expect: finished build, once build, no next
cd "$MARKERS" || exit
chronic "$REPORTS/tool" build
touch next
