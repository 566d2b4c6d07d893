# What a script finds: its signals, its input, and the cookies of Jenkins.
# needs: perl
# expect: finished tests, once tests, no next
# told: [clean-kill] Aborted: SIGTERM to tool, then sh, sh; waiting up to 10 s for 3 processes (abort again to kill them now)
# told as freestyle: found: ignores [], reads [0], has [HUDSON_COOKIE JENKINS_SERVER_COOKIE]
# told as pipeline: found: ignores [1 2 3], reads [0], has [HUDSON_COOKIE JENKINS_SERVER_COOKIE]
cd "$MARKERS" || exit
perl -e '
    ($signals) = `cat /proc/$$/status` =~ /^SigIgn:\s*(\S+)/m;
    $signals = join " ", grep { hex($signals) >> ($_ - 1) & 1 } 1, 2, 3, 15;
    $end = sysread(STDIN, $byte, 1) // "unreadable";
    $cookies = join " ", grep { $_ eq "JENKINS_SERVER_COOKIE" || $_ eq "HUDSON_COOKIE" } sort keys %ENV;
    print "found: ignores [$signals], reads [$end], has [$cookies]\n";
'
"$REPORTS/tool" tests
touch next
