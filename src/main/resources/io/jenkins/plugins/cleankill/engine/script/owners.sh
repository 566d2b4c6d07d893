# Whether an owner passes the signal on, and what nobody else would read: the fourth part of clean-kill.sh.

# ---- the blink, see docs/adr/0011 ----

# A stopped process keeps a signal pending: the owner's descendants are frozen, the owner gets the signal, and for 0.3 s it
# is watched which of them are told. One that is told gets no second signal from here.
blink() { # PID ID ROLE
    get "child_$1" && [ "$value" ] || { deliver "$1" "$2" "$3" && return; }
    find_frozen_with "$1" "$3"
    read_for "$1" "$2" later
    [ "$below" ] || { deliver "$1" "$2" "$3" && return; }
    await_stopped "$1" "$2"
    for pid in $below; do get "id_$pid" && await_stopped "$pid" "$value"; done
    deliver "$1" "$2" "$3"
    watch "$1" "$2"
    for pid in $below; do after_blink "$pid"; done
    [ "$told" ] || left_alone "$1" "$2" "$3"
}

# Sets below: its live descendants. None if one would see the stop: below a shell with job control, or one that waits for
# stopped jobs, as mksh does. One in another process group may be hung up when the owner ends, see setpgid(2): left to it.
find_frozen_with() { # PID ROLE
    below=
    [ $now -lt $half ] && read_stat "$1" && [ "$name" != mksh ] || return
    group=$group_now
    for pid in $members; do
        descends "$pid" "$1" && read_stat "$pid" || continue
        case $state in Z) continue ;; esac
        if [ "$group_now" = "$group" ]; then below="$below $pid"; elif [ "$2" = shell ]; then below= && return; fi
    done
}

await_stopped() { # PID ID
    is_frozen "$2" || freeze "$2"
    tries=0
    while is_same "$2" && [ $tries -lt 20 ]; do
        case $state in T | t | Z) return ;; esac
        tries=$((tries + 1))
        [ $tries -lt 5 ] || sleep 0.01
    done
}

# Sets told: which are; waits: how often the owner has waited for a child in the second half.
watch() { # PID ID
    told=' ' waits=0 round=0
    while [ $round -lt 10 ] && is_same "$2" && [ "$state" != Z ]; do
        round=$((round + 1)) missing=0
        for pid in $below; do
            case $told in *" $pid "*) continue ;; esac
            if is_told "$pid"; then told="$told$pid "; else missing=1; fi
        done
        [ $missing = 1 ] || break
        [ $round -le 5 ] || ! is_waiting "$1" || waits=$((waits + 1))
        sleep 0.03
    done
    for pid in $below; do ! is_told "$pid" || told="$told$pid "; done
    [ "$told" != ' ' ] || told=
}

# HUP, INT, QUIT, KILL, USR1, USR2 or TERM is pending, or another process has continued it, as GNU timeout does.
is_told() { # PID
    while read -r key value rest; do
        case $key/$value in
            State:/[Tt]) ;;
            State:/*) return 0 ;;
            SigPnd:/* | ShdPnd:/*) [ $((0x${value#????????} & 0x4B07)) = 0 ] || return 0 ;;
        esac
    done <"/proc/$1/status"
    return 1
}

# Sits in wait(2); where the kernel does not tell, it is not known.
is_waiting() { # PID
    channel=
    read -r channel <"/proc/$1/wchan"
    [ "$channel" = do_wait ]
}

# A parent that would die of the signal stays frozen until its children have ended. One that handles it is an owner next,
# with its own descendants frozen.
after_blink() { # PID
    get "id_$1" && id=$value
    case $told in
        *" $1 "*)
            get "got_${signal}_$id" && put "got_${signal}_$id" $((value + 1))
            read_disposition "$1" $bit
            [ $disposition = default ] || return
            if has_blockers "$1"; then mark "$id" held parent; else deliver "$1" "$id" plain; fi
            ;;
        *) is_below_told_owner "$1" || thaw "$id" ;;
    esac
}

is_below_told_owner() { # PID
    [ "$told" ] || return 1
    nearest=$1
    while get "parent_$nearest" && nearest=$value && [ "${nearest:-0}" -gt 1 ]; do
        case $told in *" $nearest "*) read_disposition "$nearest" $bit && [ $disposition != default ] && return ;; esac
    done
    return 1
}

was_told() { get "got_${signal}_$1" && [ "${value:-0}" -gt 0 ]; }

# It has told nobody. If it waits for a child, and has no way to ask it, nobody but we will tell that child; if it does not
# wait, that is so at half of the window.
left_alone() { # PID ID ROLE
    ! asks "$1" || return
    put "silent_$2" 1
    if [ $waits -ge 3 ] && [ -z "$(newborn "$1" "$2")" ]; then put "role_$2" waiter; fi
}

# Whether a child's standard input is a pipe or socket that is not the owner's own: the way to ask it to end.
asks() { # PID
    for pid in $below; do
        get "parent_$pid"
        [ "$value" = "$1" ] || continue
        [ -p "/proc/$pid/fd/0" ] || [ -S "/proc/$pid/fd/0" ] || continue
        [ "/proc/$pid/fd/0" -ef "/proc/$1/fd/0" ] || return 0
    done
    return 1
}

# A child born after the signal: a clean-up command that the owner waits for.
newborn() { # PID ID
    for folder in /proc/[0-9]*; do
        read_stat "${folder#/proc/}" && [ "$parent" = "$1" ] && is_later "${folder#/proc/}_$start" "$2" && printf 1 && return
    done
}

# ---- what a frozen parent has not read, see docs/adr/0012 ----

# Reads its descendants' output in its place, or once it has gone, and writes it where its own goes. What a shell
# substitutes is a value, perhaps a secret: it is read, so that its writer ends, and not shown.
read_for() { # PID ID now|later
    command -v cat >/dev/null || return
    for end in "/proc/$1/fd"/*; do
        [ -p "$end" ] && is_input "$1" "${end##*/}" && is_written_below "$1" "$end" || continue
        sink=/proc/$1/fd/1
        [ "$end" = "/proc/$1/fd/0" ] || ! is_shell "$1" || sink=/dev/null
        if [ "$3" = now ]; then
            cat <"$end" >>"$sink" &
        else
            { await_end "$2" && exec cat; } <"$end" >>"$sink" &
        fi
        get "readers_$2" && put "readers_$2" "$value $!" && readers="$readers $!"
    done
}

await_end() { while is_same "$1" && [ "$state" != Z ]; do sleep $nap; done; }

# Whether a descriptor is one to read from: see proc_pid_fdinfo(5).
is_input() { # PID NUMBER
    flags=
    while read -r key value; do [ "$key" != flags: ] || flags=$value; done <"/proc/$1/fdinfo/$2"
    case $flags in *[04]) return 0 ;; esac
    return 1
}

is_written_below() { # PID END
    for writer in $members; do
        { [ "/proc/$writer/fd/1" -ef "$2" ] || [ "/proc/$writer/fd/2" -ef "$2" ]; } && descends "$writer" "$1" && return
    done
    return 1
}

# Its descendants have ended, and with them what there is to read. Another writer is not waited for.
finish_reading() { # ID
    get "readers_$1" && put "readers_$1" ''
    for reader in $value; do
        tries=0
        while read_stat "$reader" && [ "$state" != Z ] && [ $tries -lt 10 ]; do tries=$((tries + 1)) && sleep 0.03; done
        kill "$reader"
    done
}
