# A shell with job control sees its job, which ignores SIGINT as in the background, stop: it is not frozen, else the trap's wait would return at once.
# row: owner
# needs: bash perl
# expect: finished build, once build, order build.finished ended, no next
cd "$MARKERS" || exit
exec bash -c 'set -m
    trap "read -r build <build.started; kill \$build; wait \$!; touch ended; exit" TERM
    sh -c "trap \"\" INT; \"\$REPORTS/tool\" build; :" &
    wait
    touch next'
