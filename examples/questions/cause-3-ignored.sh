# The signal is ignored, by what the script starts, too.
trap '' TERM
echo READY
sleep 1000
echo 'next ran'
