# What a termination tells, to two places: its output, which may be cut off, and its journal, a file that outlives it, its
# container and whoever listened. A line there begins with the time since the system started. The first part of clean-kill.sh.

say() {
    printf "%s %s\n" "$nonce" "$*"
    [ "$told_to" = - ] || printf "%s %s\n" "$now" "$*" >&4
}

# Where it can't be written, the termination goes on without.
go_on_with() { { [ -w "$1" ] || true >"$1"; } && exec 4>>"$1" && told_to=$1; }

# Tells again what a termination told that nobody hears any more, and goes on as long as it does. Fails if it has not come
# to its end: then what is left is to be ended.
replay() { # JOURNAL
    [ -r "$1" ] || { say unknown && return 1; }
    exec 3<"$1"
    teller= first= heard_all=0
    while :; do
        is_same "${teller:-0_0}" && lives=1 || lives=0
        while read -r at line <&3; do
            case $at in '' | *[!0-9]*) continue ;; esac
            [ "$first" ] || { first=$at && say age $((now - first)); }
            case $line in
                'hello '*[!0-9_]*) continue ;;
                'hello '*) teller=${line#* } && is_same "$teller" && lives=1 || continue ;;
                'seen '* | 'ended '* | 'kept '* | 'sent '*) note $line ;;
            esac
            printf "%s @%s %s\n" "$nonce" "$at" "$line"
            [ "$line" != over ] || return 0
        done
        [ $lives = 1 ] || break
        [ $heard_all = 1 ] || { heard_all=1 && say live; }
        sleep $nap
    done
    say cut
    return 1
}

# What the next look and the next rung must know.
note() { # EVENT ID [SIGNAL RESULT]
    case $2 in *[!0-9_]*) return ;; esac
    case $1/${3-}/${4-} in
        seen/*) living="$living$2 " ;;
        sent/*[!A-Z0-9]*/*) ;;
        sent/*/ok) get "got_$3_$2" && put "got_$3_$2" $((value + 1)) ;;
        ended/* | kept/*) without "$2" "$living" && living=$others ;;
    esac
}
