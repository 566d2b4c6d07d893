# Work that the script has begun and does not wait for.
sh -c 'trap "echo the upload is whole; exit" TERM; sleep 1000 & wait' &
echo 'the script is over'
