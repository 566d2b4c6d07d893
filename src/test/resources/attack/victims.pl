# victims.pl: a build of ten processes that end one after another once it is aborted, and says "ready" when all are there.
use strict;
use warnings;
use POSIX qw(setsid setpgid);

pipe my $ready, my $said;

sub child {
    my $work = shift;
    return if fork;
    $work->();
    syswrite $said, '.';
    sleep 1000 while 1;
}

sub ends_after {
    my $seconds = shift;
    return sub { $SIG{TERM} = sub { select undef, undef, undef, $seconds; POSIX::_exit(0) } };
}

child(sub { $SIG{TERM} = 'DEFAULT' }) for 1 .. 2;
child(ends_after($_ / 20)) for 1 .. 4;
child(sub { setsid; ends_after(0.1)->() });
child(sub { setpgid(0, 0); ends_after(0.15)->() });
child(sub { $SIG{TERM} = 'IGNORE' });
$SIG{TERM} = sub { 1 while wait > 0; exit };
my $got = 0;
while ($got < 9) { $got += sysread $ready, my $dots, 9 }
$| = 1;
print "ready\n";
sleep 1000 while 1;
