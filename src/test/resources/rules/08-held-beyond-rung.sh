# A Pipeline: the shell has inherited that SIGHUP is ignored, its command handles it and ends.
# row: held
# needs: perl
# ladder: HUP 400s, TERM 6s
# pipeline: only
# expect: finished build, once build, no next
cd "$MARKERS" || exit
"$REPORTS/tool" build 0.3
touch next
