# s6's supervisor brings its services down on SIGTERM; those that get a signal before it does are started again.
# source: just-containers/s6-overlay#264, bruceg/daemontools-encore#30
# needs: s6-svscan s6-supervise
# expect: finished web, once web, started 1 web, no next
cd "$MARKERS" || exit
mkdir -p service/web
printf '#!/bin/sh\nexec "$REPORTS/tool" web\n' >service/web/run && chmod +x service/web/run
s6-svscan service
touch next
