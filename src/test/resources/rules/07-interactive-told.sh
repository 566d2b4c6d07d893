# The child of an interactive shell tells that the shell ignores SIGTERM by its own habit, as no option does: it is gone when that would go on.
# row: interactive
# needs: dash perl
# expect: no next
cd "$MARKERS" || exit
cat >inner.sh <<'I'
perl -e 'open F, ">", "ready"; close F; sleep 1000 while 1'
touch next
I
exec dash -o interactive inner.sh
