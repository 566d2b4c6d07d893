# A supervisor that has not been told starts anew what was ended.
# source: cloudfoundry-incubator/fissile#197
# needs: monit perl
# expect: started 1 tool, finished tool, once tool, no next
cd "$MARKERS" || exit
cat >start <<P
#!/bin/sh
export MARKERS=$MARKERS
$REPORTS/tool tool </dev/null >/dev/null 2>&1 &
echo \$! >$PWD/tool.pid
P
chmod +x start
cat >monitrc <<P
set daemon 1
set pidfile $PWD/monit.pid
set statefile $PWD/monit.state
set idfile $PWD/monit.id
check process tool with pidfile $PWD/tool.pid
    start program = "$PWD/start"
P
chmod 600 monitrc
monit -I -c monitrc
touch next
