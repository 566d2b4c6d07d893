# Behaves as terraform does for one slow resource: the first signal means "finish what has begun", the second "now".

asked=0
stop() {
    asked=$((asked + 1))
    if [ $asked = 1 ]; then
        echo 'Interrupt received.'
        echo 'Stopping operation...'
    else
        echo 'Two interrupts received. Exiting immediately. Note that data loss may have occurred.'
        exit 1
    fi
}
trap stop TERM INT
: >.terraform.tfstate.lock.info
echo 'terraform_data.slow (local-exec): READY'
left=600
while [ $left -gt 0 ] && [ $asked = 0 ]; do
    sleep 0.1
    left=$((left - 1))
done
echo '{}' >terraform.tfstate
rm .terraform.tfstate.lock.info
echo 'Error: execution halted'
exit 1
