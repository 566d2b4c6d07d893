# runsvdir ends at once on SIGTERM and leaves its services to nobody: they run on, and are started again when they end.
# source: travelaudience/docker-nexus#56, chef-boneyard/omnibus-chef-server#73
# needs: runsvdir runsv
# expect: finished web, once web, started 1 web, no next
cd "$MARKERS" || exit
mkdir -p service/web
printf '#!/bin/sh\nexec "$REPORTS/tool" web\n' >service/web/run && chmod +x service/web/run
runsvdir -P service
touch next
