# mksh hangs up a job that it has seen stopped when it ends, though the job has gone on since.
# row: held
# needs: mksh perl
# expect: finished build, once build, no next
cd "$MARKERS" || exit
exec mksh -c '
    READY=2 "$REPORTS/tool" build &
    until [ -e build.started ]; do /bin/sleep 0.1; done
    kill -STOP $!
    until grep -q "^State:.T" /proc/$!/status; do /bin/sleep 0.1; done
    /bin/true
    touch ready
    /bin/sleep 1000
    touch next'
