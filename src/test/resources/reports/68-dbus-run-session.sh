# A bus for a test's time: it is gone before the test has torn down, or left over.
# source: flatpak/flatpak#1642, polkit-org/polkit#596
# needs: dbus-run-session dbus-send perl
# expect: mark asked, no next
cd "$MARKERS" || exit
cat >test.pl <<'P'
$SIG{TERM} = sub { $stop = 1 };
open $f, ">", "ready"; close $f;
select undef, undef, undef, 0.1 until $stop;
select undef, undef, undef, 1;
system("dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames") == 0
    and open $f, ">", "asked";
P
dbus-run-session -- perl test.pl
touch next
