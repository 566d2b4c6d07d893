#!/bin/sh
# docker, as far as docker-workflow calls it. A container is a pid and a mount namespace over a root with nothing but
# busybox in it; its id is the pid of its first process. No daemon: what it starts has an environment of its own.
HOME_DIR=$(dirname "$(dirname "$0")")
STATE=$HOME_DIR/containers
ROOT=$HOME_DIR/root
verb=$1
shift

find_container() {
    [ -f "$STATE/$1" ] && [ -d "/proc/$1" ] && return
    echo "Error response from daemon: No such container: $1" >&2
    exit 1
}

run() {
    ready=$(mktemp -u "$STATE/ready.XXXXXX")
    mkfifo "$ready.in"
    : >"$ready.folders"
    while :; do
        case $1 in
            -t | -d) shift ;;
            -u | -e | --volumes-from) shift 2 ;;
            -w) folder=$2 && shift 2 ;;
            -v) echo "${2%%:*}" >>"$ready.folders" && shift 2 ;;
            *) break ;;
        esac
    done
    env -i PATH="$PATH" setsid unshare --fork --pid --mount sh -ec '
        root=$1 ready=$2
        while read -r folder; do mkdir -p "$root$folder" && mount --bind "$folder" "$root$folder"; done <"$ready.folders"
        mount --rbind /dev "$root/dev"
        mount -t proc proc "$root/proc"
        exec <>"$ready.in"
        : >"$ready"
        exec chroot "$root" /bin/cat' sh "$ROOT" "$ready" >/dev/null 2>&1 &
    until [ -e "$ready" ]; do sleep 0.05; done
    read -r id <"/proc/$!/task/$!/children"
    echo "$folder" >"$STATE/${id% }"
    rm "$ready" "$ready.in" "$ready.folders"
    echo "${id% }"
}

exec_in() {
    count=0 folder=
    while :; do
        case $1 in
            --workdir) folder=$2 && shift 2 ;;
            --env)
                variable=$2 && shift 2
                set -- "$@" "$variable"
                count=$((count + 1))
                ;;
            *) break ;;
        esac
    done
    id=$1 && shift
    find_container "$id"
    words=$(($# - count))
    while [ $words -gt 0 ]; do
        word=$1 && shift
        set -- "$@" "$word"
        words=$((words - 1))
    done
    folder=${folder:-$(cat "$STATE/$id")}
    exec busybox nsenter -t "$id" -m -p -r -- env -i PATH=/bin sh -c 'cd "$0" && exec env "$@"' "$folder" "$@"
}

case $verb in
    -v) echo 'Docker version 27.0.0, build 1234567' ;;
    run) run "$@" ;;
    exec) exec_in "$@" ;;
    top) printf 'PID COMMAND\n%s cat\n' "$1" ;;
    stop) kill -KILL "$2" ;;
    rm) rm -f "$STATE/$3" ;;
    inspect) ;;
    *) exit 64 ;;
esac
