# A background child of a shell with a foreground child.
# row: service
# needs: perl
# pipeline: yes
# expect: finished build, once build, once service, order build.finished service.TERM, no next
cd "$MARKERS" || exit
export READY=2
"$REPORTS/tool" service 0 &
"$REPORTS/tool" build
touch next
