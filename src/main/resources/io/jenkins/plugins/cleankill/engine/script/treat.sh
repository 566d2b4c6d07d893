# Who waits for whom, and what is done to a process in a rung: the third part of clean-kill.sh.

# ---- who waits for whom ----

descends() { # PID FROM
    above=$1 steps=0
    while [ "${above:-0}" -gt 1 ] && [ $steps -lt 99 ]; do
        get "parent_$above" && above=$value steps=$((steps + 1))
        [ "$above" != "$2" ] || return 0
    done
    return 1
}

writes() { # PID WHAT-PID-READS
    [ "/proc/$1/fd/1" -ef "/proc/$2/fd/0" ] || [ "/proc/$1/fd/2" -ef "/proc/$2/fd/0" ]
}

# Whether a member that is no descendant writes what it reads, a pipe or a FIFO: only the end of that file should end it.
# Of many members, standard input alone is looked at.
is_fed() { # PID BUT-NOT-BY
    case $crowd$piped in
        0*) set -- "$1" "${2-}" "/proc/$1/fd"/* ;;
        *" $1 "*) set -- "$1" "${2-}" "/proc/$1/fd/0" ;;
        *) return 1 ;;
    esac
    for input; do
        [ -p "$input" ] || continue
        case $input in */1 | */2) continue ;; */0) ;; *) is_input "$1" "${input##*/}" || continue ;; esac
        for writer in $members; do
            case $writer in "$1" | "${2-}") continue ;; esac
            [ "/proc/$writer/fd/1" -ef "$input" ] || [ "/proc/$writer/fd/2" -ef "$input" ] || continue
            descends "$writer" "$1" || is_only_above "$writer" "$1" || return 0
        done
    done
    return 1
}

# An ancestor that waits for it writes nothing any more: a shell has the pipe open that it made for its children.
is_only_above() { # PID BELOW
    descends "$2" "$1" && is_waiting "$1"
}

# It waits for a command that takes its time, and would run the next one: xargs, yes | ./install.sh.
runs_commands() { # PID
    get "child_$1" && [ "$value" ] && is_alive "$value" && [ $((now - ${value#*_})) -ge 10 ] && is_waiting "$1"
}

# Whether it would go on when a descendant ends. Filters that wait for this very process do not count.
has_blockers() {
    get "blocked_$1"
    [ "$value" != $look ] || return 0
    for below in $piped; do
        if descends "$below" "$1"; then
            writes "$1" "$below" && ! is_fed "$below" "$1" || return 0
        fi
    done
    return 1
}

# ---- what is done to a process ----

is_same() { read_stat "${1%_*}" && [ "$start" = "${1#*_}" ]; }

send() { # SIGNAL ID
    if is_same "$2"; then
        kill -s "$1" "${2%_*}" && say sent "$2" "$1" ok && return
        is_same "$2" && say sent "$2" "$1" denied && return
    fi
    say sent "$2" "$1" gone
}

freeze() { frozen="$frozen $1" && put "frozen_$1" 1 && send STOP "$1"; } # ID

is_frozen() { get "frozen_$1" && [ "$value" ]; }

thaw() { ! is_frozen "$1" || { put "frozen_$1" '' && send CONT "$1"; }; }

without() { # ID LIST
    others=' '
    for other in $2; do [ "$other" = "$1" ] || others="$others$other "; done
}

freeze_wrappers() {
    for wrapper in $wrappers; do
        case $frozen_wrappers in *" $wrapper "*) continue ;; esac
        frozen_wrappers="$frozen_wrappers$wrapper " && is_same "$wrapper" && kill -s STOP "${wrapper%_*}"
    done
}

# The wrappers that a cut-off termination had frozen.
find_stopped_wrappers() {
    for pid in $all; do
        get "id_$pid" && id=$value && get "state_$pid"
        case $frozen_wrappers/$value in *" $id "*) ;; */T) get "wrappers_$id" && frozen_wrappers="$frozen_wrappers$value" ;; esac
    done
}

# On every way out. The wrappers go on last: they end the build's step, and with it perhaps the container.
thaw_all() {
    for id in $frozen; do thaw "$id"; done
    [ -z "$readers" ] || kill $readers
    [ $over = 0 ] || say over
    for wrapper in $frozen_wrappers; do is_same "$wrapper" && kill -s CONT "${wrapper%_*}"; done
    frozen_wrappers=' '
}

# ---- one rung ----

deliver() { # PID ID ROLE
    put "stage_$2" "sent $rung" && put "role_$2" "$3"
    [ "$3" != parent ] || finish_reading "$2"
    note_time "$2"
    get "got_${signal}_$2"
    if [ "${value:-0}" -gt 0 ]; then put "got_${signal}_$2" $((value - 1)); else send "$signal" "$2"; fi
    get "state_$1" && state=$value
    if is_frozen "$2"; then thaw "$2"; elif [ "$state" = T ]; then send CONT "$2"; fi
}

note_time() { read_clock && put "at_$1" "$now" && put "last_$1" "$last"; }

# Its treatment in this rung, which is none if it was treated in an earlier one only.
get_stage() {
    get "stage_$1" && stage=$value
    case $stage in *" $rung") stage=${stage% *} ;; *) stage= ;; esac
}

mark() { put "stage_$1" "$2 $rung" && put "role_$1" "$3" && note_time "$1"; }

# Whether it was born after its parent was treated: in the same hundredth of a second the pids, given in turn, tell.
is_later() { # ID PARENT-ID
    get "at_$2" && at=$value
    get "last_$2"
    [ "${1#*_}" -gt "$at" ] || { [ "${1#*_}" = "$at" ] && [ "${1%_*}" -gt "$value" ]; }
}

# A shell's child between fork and exec still has the shell's handler, which would swallow the signal: judged at the next look.
is_forking() { # PID ID PARENT
    [ $((now - ${2#*_})) -lt $young ] && is_shell "$1" || return 1
    mine=$words
    get "where_$3" && read_words "$value/cmdline"
    [ "$mine" = "$words" ]
}

treat() {
    get "id_$1" && id=$value
    get "parent_$1" && get "id_$value" && above=$value
    get_stage "$id"
    case $stage in
        '') treat_first "$1" "$id" "$above" ;;
        held) has_blockers "$1" || deliver "$1" "$id" parent ;;
        fed) treat_filter "$1" "$id" ;;
        owned) is_owned "$above" && ! is_forgotten "$above" || treat_by_role "$1" "$id" 0 ;;
        sent) get "state_$1" && [ "$value" = T ] && put "stage_$id" "woken $rung" && send CONT "$id" ;;
    esac
}

is_owned() { # PARENT-ID
    is_alive "$1" || return 1
    get_stage "$1" && get "role_$1"
    case $stage/$value in owned/* | */owner | */shell | */filter) return 0 ;; esac
    return 1
}

is_forgotten() { [ $now -ge $half ] && get "silent_$1" && [ "$value" ]; }

treat_first() { # PID ID PARENT-ID
    late=0
    case $delivery/$first in main/0) mark "$2" peace any && return ;; esac
    if is_alive "$3"; then
        get_stage "$3" && get "role_$3" && role=$value
        [ "$stage" ] || return # the parent forks: judged together
        [ $delivery != main ] || { mark "$2" peace any && return; }
        is_later "$2" "$3" && late=1
        case $stage/$late/$role in
            peace/* | */1/owner | */1/shell | */1/waiter | */1/filter) mark "$2" peace any && return ;;
        esac
        [ $delivery = all ] || was_told "$2" || ! is_owned "$3" || { mark "$2" owned any && return; }
    fi
    treat_by_role "$1" "$2" $late
}

treat_by_role() { # PID ID LATE
    if [ $delivery = structured ] && is_fed "$1" && ! runs_commands "$1"; then
        mark "$2" fed filter && put "alone_$2" ''
        get "state_$1" && [ "$value" = T ] && ! is_frozen "$2" && send CONT "$2"
        thaw "$2"
        return
    fi
    read_disposition "$1" $bit
    get "parent_$1"
    case $disposition in
        caught)
            is_forking "$1" "$2" "$value" && return
            role=owner && is_shell "$1" && role=shell
            ;;
        blocked) role=owner ;;
        ignored) role=unheeding ;;
        *)
            role=plain
            if [ $delivery = structured ] && has_blockers "$1"; then
                mark "$2" held parent && freeze "$2" && read_for "$1" "$2" now
                return
            fi
            ;;
    esac
    case $delivery/$role in
        structured/owner | structured/shell) blink "$1" "$2" $role ;;
        *) deliver "$1" "$2" $role ;;
    esac
    [ "$3" = 0 ] || say late "$2" "$signal"
}

# A filter gets the signal after_end_of_file after its last writer has gone, if it has not ended by then.
treat_filter() { # PID ID
    is_fed "$1" && put "alone_$2" '' && return
    get "alone_$2"
    if [ -z "$value" ]; then put "alone_$2" "$now"; elif [ $((now - value)) -ge $after_end_of_file ]; then deliver "$1" "$2" filter; fi
}

# Whatever it waits for, it has the signal before SIGKILL comes. In the last second, or the last tenth, of the window.
treat_late() { # PID
    get "id_$1" && id=$value && get_stage "$id"
    case $stage/$delivery in sent/* | woken/* | */main) ;; *) deliver "$1" "$id" plain ;; esac
}

# A waiting line comes progress_times in a window, progress_least to progress_most apart.
set_times() { # SECONDS
    deadline=$((now + $1 * 100)) half=$((now + $1 * 50)) share=$(($1 * 100 / last_share))
    distance=$(($1 * 100 / progress_times))
    [ $share -lt $last_at_most ] || share=$last_at_most
    last_second=$((deadline - share))
    [ $distance -gt $progress_least ] || distance=$progress_least
    [ $distance -lt $progress_most ] || distance=$progress_most
    progress=$((now + distance))
}

climb() { # SIGNAL SECONDS
    signal=$1 rung=$((rung + 1)) first=1
    find_bit "$1"
    read_clock
    set_times "$2"
    say rung "$signal" "$2"
    while [ "$members" ]; do
        freeze_wrappers
        for pid in $members; do
            read_clock
            if [ $now -lt $last_second ]; then treat "$pid"; else treat_late "$pid"; fi
        done
        [ $first = 0 ] || say began
        first=0
        [ $hurried = 0 ] && [ $now -lt $deadline ] || return
        sleep $nap
        look_well
        if [ $now -ge $progress ] && [ $now -lt $deadline ]; then
            progress=$((now + distance))
            say waiting $((deadline - now))
        fi
    done
}

# Where nobody is left, looks again and trusts nothing that was read before: an exec can change who is who.
look_well() {
    read_clock
    look
    [ "$members" ] || { epoch=$((epoch + 1)) && look; }
}
