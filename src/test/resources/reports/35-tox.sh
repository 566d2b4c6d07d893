# tox interrupts its tests, and kills them half a second later: with "suicide_timeout" it lets them end first.
# source: tox-dev/tox#1497, tox-dev/tox#1588
# needs: tox
# expect: finished tests, once tests, no next
cd "$MARKERS" || exit
export HOME="$MARKERS"
cat >tox.ini <<T
[tox]
no_package = true
[testenv]
skip_install = true
pass_env = MARKERS,REPORTS
allowlist_externals = *
suicide_timeout = 8
commands =
    $REPORTS/tool tests
    touch next
T
tox -q
touch next
