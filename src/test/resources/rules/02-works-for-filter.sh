# A filter has a child that does its work, and that would die of the signal.
# row: works for
# needs: perl
# expect: finished build, once build, mark saved, no next
cd "$MARKERS" || exit
export SAY=1
"$REPORTS/tool" build | perl -e '
    open my $saver, "|-", "perl", "-e", q(while (<STDIN>) { $last = $_ } open F, ">", "saved" if $last =~ /FINISHED/) or die;
    $saver->autoflush;
    print $saver $_ while <STDIN>;
    close $saver;'
touch next
