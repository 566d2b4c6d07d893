# An orphan that is born in the second rung is no clean-up command: that would have been begun in the first one.
# row: clean-up
# needs: perl setsid
# ladder: INT 1s, TERM 4s
# expect: once orphan, mark orphan.finished, no next
cd "$MARKERS" || exit
cat >deaf.pl <<'P'
$SIG{INT} = $SIG{TERM} = "IGNORE";
open F, ">", "deaf"; close F;
select undef, undef, undef, 0.02 until -e "build.TERM";
select undef, undef, undef, 0.3;
$SIG{TERM} = sub { open F, ">", "orphan.TERM"; print F "$$\n"; close F; $stop = 1 };
exit if fork // die;
select undef, undef, undef, 0.05 until $stop;
select undef, undef, undef, 1;
open F, ">", "orphan.finished";
P
(setsid perl deaf.pl &)
until [ -e deaf ]; do sleep 0.1; done
exec perl -e '
    $SIG{INT} = sub {};
    $SIG{TERM} = sub { $stop = 1 };
    open F, ">", "ready"; close F;
    select undef, undef, undef, 0.05 until $stop;
    open F, ">", "build.TERM"; print F "$$\n"; close F;'
