# ssh-agent, which the script has started for its deployment: it is left over, or gone before the clean-up that needs it.
# source: sipb/homeworld#467 (seen in Jenkins), ClusterHQ/flocker#698
# needs: ssh-agent ssh-add ssh-keygen perl
# expect: mark undone, no next
cd "$MARKERS" || exit
eval "$(ssh-agent -a "$MARKERS/agent")"
ssh-keygen -q -t ed25519 -N '' -f key
ssh-add -q key
perl -e '
    $SIG{TERM} = sub { $stop = 1 };
    open $f, ">", "ready"; close $f;
    select undef, undef, undef, 0.1 until $stop;
    select undef, undef, undef, 1;
    system("ssh-add -l") == 0 and open $f, ">", "undone";
'
touch next
