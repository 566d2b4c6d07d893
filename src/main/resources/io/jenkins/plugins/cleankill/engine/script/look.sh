# What /proc says, and who is a member: the second part of clean-kill.sh.

# ---- what /proc says ----

# Sets now, the time on the clock of start times in hundredths of a second, and last, the pid given last: births are
# ordered by both. Where /proc/uptime is of another clock, as lxcfs shows it, a newborn process tells both.
read_clock() {
    if [ $clock = uptime ]; then
        read_uptime
        read -r rest rest rest rest last </proc/loadavg
    else
        read_newborn
    fi
}

read_uptime() {
    read -r now rest </proc/uptime
    now=$((${now%.*} * 100 + 1${now#*.} - 100))
}

read_newborn() {
    set -- $(read -r stat </proc/self/stat && printf "%s" "${stat%% *} ${stat##*') '}")
    now=${21:-$now} last=${1:-$last}
}

# A process that is forked between two looks at /proc/uptime is as old, unless these are two clocks. A tick may lie between.
choose_clock() {
    read_uptime
    before=$((now - 2))
    read_newborn
    born=$now
    read_uptime
    [ $born -ge $before ] && [ $born -le $((now + 2)) ] && clock=uptime || clock=newborn
}

# Sets stat, the whole of a file of one line, in which a name may have newlines.
read_line() {
    stat=
    { read -r stat && while read -r more_of_it; do stat="$stat $more_of_it"; done; } <"$1"
}

# Sets state, parent, start, name, and where, the folder of its files. The name ends at the last parenthesis, see
# proc_pid_stat(5). Fails if the process has ended. Once its first thread has, see pthread_exit(3), the others tell.
read_stat() {
    where=/proc/$1
    read_line "$where/stat"
    case $stat in *') '*) ;; *) return 1 ;; esac
    name=${stat#*'('}
    name=${name%') '*}
    set -- ${stat##*') '}
    state=$1 parent=$2 group_now=$3 start=${20}
    case $state in
        Z) [ ${18} -gt 1 ] && find_thread ;;
        X | x) return 1 ;;
    esac
}

find_thread() {
    for thread in "$where"/task/*; do
        read_line "$thread/stat"
        state=${stat##*') '} state=${state%% *}
        case $state in '' | Z | X | x) ;; *) where=$thread && return ;; esac
    done
    return 1
}

# The words of a file that are kept apart by NULs, with nothing between them: read leaves NULs out.
# Of very many lines the rest is read by tr, where there is one: to append each of them to all before takes for ever.
read_words() {
    words= lines_read=0
    while IFS= read -r part || [ -n "$part" ]; do
        words=$words$part lines_read=$((lines_read + 1))
        [ $lines_read != 200 ] || ! command -v tr >/dev/null || words=$words$(tr -cd ' -~')
    done <"$1"
}

# What the process does with a signal, given by its bit: see proc_pid_status(5).
read_disposition() {
    disposition=default blocked=0
    while read -r key set rest; do
        case $key in
            SigBlk:) blocked=$((0x${set#????????} >> $2 & 1)) ;;
            SigIgn:) [ $((0x${set#????????} >> $2 & 1)) = 0 ] || disposition=ignored ;;
            SigCgt:) [ $((0x${set#????????} >> $2 & 1)) = 0 ] || disposition=caught ;;
        esac
    done <"/proc/$1/status"
    [ $disposition$blocked != default1 ] || disposition=blocked
}

# Sets bit to the one of a signal in these sets, on the systems that have these numbers: all but MIPS and Alpha.
find_bit() {
    case $1 in HUP) bit=0 ;; INT) bit=1 ;; QUIT) bit=2 ;; USR1) bit=9 ;; USR2) bit=11 ;; TTIN) bit=20 ;; *) bit=14 ;; esac
}

# Whether it runs a shell: by its name, or by the interpreter that the kernel has put before a script's path.
is_shell() {
    get "where_$1" && read_words "$value/cmdline"
    get "name_$1"
    case " $shells " in *" $value "*) return 0 ;; esac
    case $value in
        busybox) case $words in busyboxsh* | busyboxash* | */busyboxsh* | */busyboxash*) return 0 ;; esac ;;
    esac
    case $words in /*bin/"$value"*) return 1 ;; esac
    for shell in $shells; do
        case $words in /*bin/"$shell"?*) return 0 ;; esac
    done
    return 1
}

# ---- who is a member ----

# Sets class: member, wrapper (durable-task's, which records the exit of sh), spared (that of pwsh, not to be frozen) or stranger. An exec may change it, and a new epoch.
classify() {
    get "id_$1" && id=$value
    get "name_$1" && name=$value
    get "class_$id" && class=$value
    get "read_$id"
    [ "$value" != "$epoch $name" ] && [ "$class" != member ] || return 0
    put "read_$id" "$epoch $name"
    words=
    case $worthy in *" $1/"* | all) get "where_$1" && read_words "$value/environ" ;; esac
    class=member ours="$id "
    for cookie in $cookies; do
        case $words in *"$cookie"*) continue ;; esac
        class=stranger
        case $cookie in JENKINS_SERVER_COOKIE=*) ;; *) ours= ;; esac
    done
    case $words in *JENKINS_SERVER_COOKIE=please-do-not-kill-me*) class=wrapper && put "wrappers_$id" "$ours" ;; esac
    case $words in *BUILD_ID=dontKillMe*) put "why_$id" "mark BUILD_ID" ;; esac
    case $words in *JENKINS_NODE_COOKIE=dontKillMe*) put "why_$id" "mark JENKINS_NODE_COOKIE" ;; esac
    if [ $class/$name = member/pwsh ]; then
        get "where_$1" && read_words "$value/cmdline"
        case $words in *Execute-AndWriteOutput*powershellWrapper.ps1*) class=spared ;; esac
    fi
    put "class_$id" $class
}

# A shell reads byte by byte: 10 ms for a large environment. Of many, grep finds those that are worth it, if there is a grep.
sift() {
    worthy=all
    set -- $unknown
    [ $# -gt 20 ] && command -v grep >/dev/null || return 0
    set -- $(grep -l -e "${cookies##* }" -e please-do-not-kill-me -e dontKillMe "$@")
    worthy=" $*"
}

# A snapshot. Members are candidates who are not kept, parents before their children. Who has ended since the last one is told.
look() {
    look=$((look + 1)) all= unknown= candidates= members= wrappers= more=1
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}
        case $untouchable in *" $pid "*) continue ;; esac
        read_stat "$pid" && [ "$parent" != $me ] || continue
        id=${pid}_$start all="$all $pid"
        put "id_$pid" "$id" && put "parent_$pid" "$parent" && put "state_$pid" "$state" && put "name_$pid" "$name"
        put "where_$pid" "$where" && put "child_$parent" "$id"
        get "read_$id"
        [ "$value" = "$epoch $name" ] || unknown="$unknown ${where#/proc/}/environ"
    done
    sift
    for pid in $all; do classify "$pid"; done
    while [ $more = 1 ]; do
        more=0
        for pid in $all; do find_candidate "$pid"; done
    done
    while [ "$candidates" ]; do
        later=
        for pid in $candidates; do admit "$pid"; done
        candidates=$later
    done
    set -- $members
    [ $# -gt 100 ] && crowd=1 || crowd=0
    alive= piped=' '
    for pid in $members; do
        get "id_$pid" && alive="$alive $value" && put "alive_$value" $look
        block_ancestors "$pid"
    done
    for id in $living; do is_alive "$id" || say ended "$id"; done
    living=$alive
}

# Whether it is a live member at this look.
is_alive() { get "alive_$1" && [ "$value" = $look ]; }

# Marks each ancestor: it has a descendant whose end would let it go on. A reader of a pipe may be none, see has_blockers.
block_ancestors() { # PID
    get "where_$1"
    [ ! -p "$value/fd/0" ] || { piped="$piped$1 " && return; }
    above=$1
    while get "parent_$above" && above=$value && [ "${above:-0}" -gt 1 ]; do
        get "blocked_$above"
        [ "$value" != $look ] || return
        put "blocked_$above" $look
    done
}

find_candidate() {
    get "found_$1" && found=$value
    get "id_$1" && get "class_$value" && class=$value
    get "parent_$1" && get "found_$value"
    case $found/$class in $look/* | */wrapper | */spared) return 0 ;; esac
    [ "$value" = $look ] || [ "$class" = member ] || return 0
    put "found_$1" $look && candidates="$candidates $1" more=1
}

admit() {
    get "id_$1" && id=$value
    get "name_$1" && name=$value
    get "parent_$1" && parent=$value
    get "found_$parent" && found=$value
    get "admitted_$parent"
    [ "$found" != $look ] || [ "$value" = $look ] || { later="$later $1" && return 0; }
    put "admitted_$1" $look
    get "kept_$parent"
    [ "$value" != $look ] || put "why_$id" "below $parent"
    get "told_$id" && told=$value
    [ "$told" = "$name." ] || { is_wanted "$1" && put "why_$id" "glob $glob"; }
    get "why_$id" && why=$value
    get "class_$id" && class=$value
    [ "$told" ] || say seen "$id" "$parent" "$class" "$name"
    if [ "$why" ]; then
        [ "$told" ] || say kept "$id" "$why"
        put "kept_$1" $look
    else
        members="$members $1" && put "class_$id" member
        get "id_$parent" && wrapper=$value && get "class_$wrapper"
        [ "$value" != wrapper ] || wrappers="$wrappers $wrapper"
    fi
    put "told_$id" "$name."
}

# Whether a glob matches its name or its whole command line; then sets glob.
is_wanted() {
    glob=
    [ "$keep" ] || return 1
    get "where_$1" && line=$(tr "[:cntrl:]" " " <"$value/cmdline")
    set -f
    IFS='
'
    for glob in $keep ''; do
        case $name in $glob) break ;; esac
        case ${line% } in $glob) break ;; esac
    done
    IFS=$words_apart
    set +f
    [ "$glob" ]
}
