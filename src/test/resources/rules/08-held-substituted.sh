# More than a pipe holds: what a shell substitutes must not block its writer.
# row: held
# needs: perl
# expect: mark written, no next
cd "$MARKERS" || exit
value=$(perl -e '
    $SIG{TERM} = sub { print "x" x 300_000; open F, ">", "written"; exit };
    open F, ">", "ready";
    close F;
    sleep 1000 while 1')
touch next
