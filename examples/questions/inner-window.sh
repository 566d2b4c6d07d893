# A command that its own timeout gives more time to shut down than the windows together.
exec timeout -k 60 600 sh -c 'echo READY; exec sleep 1000'
