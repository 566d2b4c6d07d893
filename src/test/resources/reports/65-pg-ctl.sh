# A database daemon that the script's trap stops: it is left over, or gone before the trap runs.
# source: postgrespro/testgres#139, patroni/patroni#1175
# needs: root setpriv psql /usr/lib/postgresql/15/bin/pg_ctl
# expect: mark stopped, line server.log received fast shutdown request, line server.log database system is shut down, no next
cd "$MARKERS" || exit
chmod 711 .
install -d -o postgres data
install -o postgres /dev/null server.log
as_postgres() {
    setpriv --reuid=postgres --regid=postgres --clear-groups "/usr/lib/postgresql/15/bin/$@"
}
as_postgres initdb -A trust -N data >initdb.log
as_postgres pg_ctl -D data -w -s -l server.log -o "-k $PWD/data -h ''" start
trap 'as_postgres pg_ctl -D data -w -m fast stop && touch stopped' EXIT
trap 'exit 1' TERM
cat >query <<'Q'
\! touch ready
select pg_sleep(100);
Q
psql -h "$PWD/data" -U postgres -f query
touch next
