# The option -i is not the first one; the child, which handles the signal, tells nothing.
# row: interactive
# needs: bash perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
cat >inner.sh <<'I'
"$REPORTS/tool" build
touch next
I
exec bash --norc -o pipefail -i inner.sh
