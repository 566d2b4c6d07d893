# Stands for a VPN client, which takes down what it has set up when it gets SIGTERM.
trap 'kill $!; echo "the tunnel is taken down"; exit 0' TERM
sleep 1000 &
wait
