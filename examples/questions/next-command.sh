# A tool that ends well at SIGTERM, then the next command. Afterwards `next-command.sh report`, in the same folder, tells.
if [ "${1-}" = report ]; then
    echo "the next command: $([ -e next ] && echo ran || echo 'did not run')"
    exit
fi
echo READY
sh -c 'trap "exit 0" TERM; while :; do sleep 0.1; done'
: >next
