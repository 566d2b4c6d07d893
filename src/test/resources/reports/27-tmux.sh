# tmux's server runs the tests in a session of its own: after an abort it is left over, or its tests get SIGHUP, and more.
# source: andyrewlee/amux#139, tmux/tmux#3083
# needs: tmux
# expect: finished tests, once tests, no next
cd "$MARKERS" || exit
export HOME="$MARKERS"
tmux -S "$MARKERS/socket" -f /dev/null new-session -d '"$REPORTS/tool" tests; tmux -S "$MARKERS/socket" wait-for -S over'
tmux -S "$MARKERS/socket" wait-for over
touch next
