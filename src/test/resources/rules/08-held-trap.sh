# A shell's trap needs its service: it waits for its foreground child alone, not for the service.
# row: held
# needs: perl
# expect: finished build, once build, no service-gone, mark cleaned, no next
cd "$MARKERS" || exit
export READY=2
"$REPORTS/tool" service 0 &
service=$!
trap 'sleep 1; kill -0 $service || : >service-gone; kill $service; : >cleaned; exit' TERM
"$REPORTS/tool" build
touch next
