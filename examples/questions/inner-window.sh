# A command that its own timeout gives more time to shut down than the windows together.
timeout -k 60 600 sh -c 'trap "echo cleaned up; exit 0" TERM; echo READY; while :; do sleep 0.1; done'
