# The daemon by which Erlang's programs find each other is left over, and holds the build.
# source: apache/couchdb#2468 (seen in Jenkins), emqx/emqx#659, aeternity/aeternity#220
# needs: erl
# expect: no next
# log: epmd
cd "$MARKERS" || exit
ERL_EPMD_PORT=$((40000 + $$ % 20000)) HOME=$PWD erl -noshell -sname build@localhost \
    -eval 'file:write_file("ready", <<>>), timer:sleep(100000).'
touch next
