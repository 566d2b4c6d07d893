# The trap of mksh may be what ends its child: at half of the window it gets the signal.
# row: held
# needs: mksh perl
# ladder: TERM 8s
# expect: mark asked, no next
cd "$MARKERS" || exit
cat >child.pl <<'P'
$SIG{TERM} = "IGNORE";
$SIG{USR1} = sub { select undef, undef, undef, 1.5; open F, ">", "asked"; exit };
open F, ">", "ready"; close F;
sleep 1000 while 1;
P
exec mksh -c 'perl child.pl & trap "kill -USR1 $!; exit" TERM; wait; touch next'
