# A database in the background, a query in the foreground: the server waits for its query, and closes the database in order.
# source: theforeman/foremanctl#775, void-linux/void-packages#22075
# needs: root setpriv psql /usr/lib/postgresql/15/bin/postgres
# ladder: TERM 4s
# expect: line server.log database system is shut down, no next
cd "$MARKERS" || exit
chmod 711 .
install -d -o postgres data
as_postgres() {
    setpriv --reuid=postgres --regid=postgres --clear-groups "/usr/lib/postgresql/15/bin/$@"
}
as_postgres initdb -A trust -N data >initdb.log
as_postgres postgres -D data -k "$PWD/data" -h '' 2>server.log &
until psql -h "$PWD/data" -U postgres -c 'select 1' >psql.log 2>&1; do sleep 0.1; done
cat >query <<'Q'
\! touch ready
select pg_sleep(100);
Q
psql -h "$PWD/data" -U postgres -f query
touch next
