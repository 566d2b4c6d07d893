# An interactive shell ignores SIGTERM by its own habit.
# row: interactive
# needs: bash perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
cat >inner.sh <<'I'
"$REPORTS/tool" build
touch next
I
exec bash -i inner.sh
