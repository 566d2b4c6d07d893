# A shell that keeps a database running: it starts anew what was killed, and passes no signal on.
# source: ClusterLabs/resource-agents#759, CentOS/CentOS-Dockerfiles#28
# needs: root mysqld_safe mysql_install_db mysqladmin mysql
# expect: line data/log.err Shutdown complete, line data/log.err mysqld from pid file, no next
cd "$MARKERS" || exit
chmod 711 .
install -d -o mysql data
mysql_install_db --no-defaults --user=mysql --datadir="$PWD/data" >install.log 2>&1
mysqld_safe --no-defaults --user=mysql --datadir="$PWD/data" --socket="$PWD/data/s" --skip-networking \
    --skip-grant-tables --pid-file="$PWD/data/p" --log-error="$PWD/data/log" &
until mysqladmin --no-defaults -S data/s ping >ping.log 2>&1; do sleep 0.1; done
mysql --no-defaults -S data/s -e 'system touch ready; select sleep(100)'
touch next
