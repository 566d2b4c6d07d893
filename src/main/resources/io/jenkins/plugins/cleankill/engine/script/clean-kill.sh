# Ends the processes of a build from within their container: the table of docs/adr/0011, as far as docs/adr/0008 says.
#
# It needs /proc, kill and sleep, and no other program: dash, bash and busybox can run it. Globs need tr, what a frozen
# parent has not read needs cat; where there are many processes, grep makes it quicker. It tells what it does on its output, one event a line: the nonce, the event, its
# values; ScriptReader reads them. A process is PID_START: its pid, and the start time that tells it from a later process of
# that pid. Times are hundredths of a second, as in /proc.
#
# It travels within double quotes that a shell reads (Kubernetes) or as it is (Docker). So it has no backtick, and no
# backslash but that of the newline in printf. Its own children are no members, whatever they carry; a subshell that starts
# commands of its own while it looks must have nothing in its environment that a member has.
# Its exit code is 0 whatever comes: a container that listens for commands ends with the first one that fails.
# ScriptText puts variables before it: bounds and names that the engine has, too.
# Arguments: NONCE end|resume|survey DELIVERY DUMPS LADDER JOURNAL COUNT COOKIE... GLOB..., or NONCE hurry PID_START. DUMPS
# are signals, JOURNAL is a path; "-" is none.

# Errors are no events: a process that ends while it is read is normal.
exec 2>/dev/null

put() { eval "$1"'=$2'; }
get() { eval 'value=${'"$1"'-}'; }

# ---- the end ----

explain() { # PID ID
    is_frozen "$2" && say why "$2" held && return
    get_stage "$2" && get "state_$1"
    case $value/$stage in
        D/*) say why "$2" uninterruptible && return ;;
        t/*) say why "$2" traced && return ;;
        */sent | */woken) ;;
        *) get "parent_$1" && get "id_$value" && say why "$2" left "$value" && return ;;
    esac
    read_disposition "$1" $bit
    if [ $disposition = caught ] && is_shell "$1"; then
        get "child_$1" && child=$value && is_alive "$child" && say why "$2" waits "$child" && return
    fi
    say why "$2" $disposition
}

# SIGKILL until none is left. If new ones keep coming, all are stopped first, so that none can fork. No longer than kill_bound.
kill_all() {
    [ $hurried = 0 ] || say hurried
    for pid in $members; do get "id_$pid" && explain "$pid" "$value"; done
    read_clock
    deadline=$((now + kill_bound)) round=0
    while [ "$members" ] && [ $now -lt $deadline ]; do
        round=$((round + 1))
        [ $round -le $kill_rounds ] || for id in $alive; do freeze "$id"; done
        for id in $alive; do
            get "killed_$id"
            [ "$value" ] || { put "killed_$id" 1 && send KILL "$id"; }
        done
        sleep $nap
        look_well
    done
}

# What has ended and is not collected by the container's first process. One that collects its orphans takes a moment.
count_zombies() {
    zombies= count=0
    for folder in [0-9]*; do ! is_zombie "$folder" || zombies="$zombies $folder"; done
    [ "$zombies" ] || return 0
    sleep $nap
    for pid in $zombies; do ! is_zombie "$pid" || count=$((count + 1)); done
    [ $count = 0 ] || say zombies $count
}

is_zombie() { # PID
    read_line "/proc/$1/stat"
    set -- ${stat##*') '}
    [ "${1-}/${2-}" = Z/1 ]
}

# QUIT to JVMs, the other signals to the other members, if they catch it. One that is stopped would take it with the rung's.
dump() { # SIGNAL...
    asked=0
    for signal; do
        find_bit "$signal"
        for pid in $members; do
            get "name_$pid"
            case $signal/$value in QUIT/java) ;; QUIT/* | */java) continue ;; esac
            get "state_$pid"
            case $value in T | t) continue ;; esac
            read_disposition "$pid" $bit
            [ $disposition = caught ] && get "id_$pid" && send "$signal" "$value" && asked=1
        done
    done
    # Signals that wait together are not taken in their order.
    [ $asked = 0 ] || [ $hurried = 1 ] || sleep $nap
}

nonce=$1 mode=$2 told_to=- me=$$
if [ "$mode" = hurry ]; then
    is_same "$3" && kill -s USR1 "${3%_*}"
    exit 0
fi
delivery=$3 dumps=$4 ladder=$5 journal=$6 count=$7
shift 7
cookies= keep= frozen= readers= frozen_wrappers=' ' living= look=0 epoch=0 rung=0 hurried=0 over=0 words_apart=$IFS
while [ "$count" -gt 0 ]; do cookies="$cookies $1" count=$((count - 1)) && shift; done
for glob; do keep="$keep$glob
"; done
[ "$cookies" ] || exit 0

terminate() {
    trap thaw_all EXIT
    trap 'exit 0' HUP INT TERM
    trap 'hurried=1' USR1
    trap '' PIPE
    cd /proc && read -r me rest <self/stat || { say failed proc && exit 0; }
    nap=0.1
    sleep 0.01 || { nap=1 && sleep 1; } || { say failed sleep && exit 0; }
    choose_clock
    read_clock
    [ "$mode" != resume ] || { replay "$journal" && exit 0; }
    [ "$journal" = - ] || go_on_with "$journal"
    read_stat $me && say hello "${me}_$start"
    untouchable=' 1 ' above=$me
    while [ "${above:-0}" -gt 1 ] && read_stat "$above"; do untouchable="$untouchable$above " above=$parent; done
    read_clock
    look_well
    if [ "$mode" = survey ]; then
        for id in $alive; do say reported "$id"; done
    elif [ "$members" ]; then
        case $mode/$dumps in end/-) ;; end/*) dump $dumps ;; esac
        for step in $ladder; do
            [ -z "$members" ] || [ $hurried = 1 ] && [ $rung -gt 0 ] || climb "${step%:*}" "${step#*:}"
        done
        [ -z "$members" ] || kill_all
        count_zombies
    fi
    [ "$mode" != resume ] || find_stopped_wrappers
    over=1
}

# Where its output is a file, that is read when the command is over, and no other command starts before, as in Kubernetes'
# containers that listen for commands. Then it goes on by itself and tells a file of its own; the command is over at once.
if [ "$mode" != survey ] && [ "$journal" != - ] && [ -f /proc/self/fd/1 ] && true >"$journal.$$"; then
    { exec <&- >"$journal.$$" && terminate; exit 0; } & # by exec: what it tells at its exit goes there, too
    say detached $$
    exit 0
fi
terminate
exit 0
