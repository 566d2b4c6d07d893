# A script whose output goes through a filter of its own does not wait for that filter.
# row: held
# needs: bash perl tee
# ladder: TERM 6s
# expect: finished build, once build, mark cleaned, no next
cd "$MARKERS" || exit
exec bash -c 'exec > >(tee log); trap "sleep 1.5; touch cleaned" EXIT; "$REPORTS/tool" build 0.3; touch next'
