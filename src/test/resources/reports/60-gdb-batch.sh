# A program that runs under gdb, as for a stack trace of its crash: gdb kills it when SIGTERM comes, and ends.
# source: cgdb/cgdb#252, cgdb/cgdb#291
# needs: gdb
# expect: mark build.started, no next
cd "$MARKERS" || exit
gdb -q -batch -nx -ex 'handle SIGTERM nostop pass' -ex 'set startup-with-shell off' -ex run --args perl "$REPORTS/tool" build
touch next
