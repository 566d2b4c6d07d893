# A script that waits for its background child: that serves nobody, not the filter of the script's output either.
# row: service
# needs: bash perl tee
# ladder: TERM 10s
# expect: finished build, once build, no next
cd "$MARKERS" || exit
exec bash -c 'exec > >(exec tee log); "$REPORTS/tool" build 5.5 & wait; touch next'
