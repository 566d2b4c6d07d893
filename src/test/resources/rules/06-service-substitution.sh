# What a shell reads by <(...) is not marked as a background child, but it is older than the foreground child.
# row: service
# needs: bash perl
# expect: finished build, once build, once service, order build.finished service.TERM, no next
cd "$MARKERS" || exit
export READY=2
exec bash -c 'exec 3< <(exec "$REPORTS/tool" service 0)
    until [ -e service.started ]; do sleep 0.1; done
    "$REPORTS/tool" build
    touch next'
