# A core process that needs its passive helper until the end, as a browser driver needs its display server.
use strict;
use warnings;
use POSIX ':sys_wait_h';

$| = 1;
my $aborted = 0;
$SIG{TERM} = sub { $aborted = 1 };

sub mark {
    my ($name) = @_;
    return unless $ENV{MARKERS};
    open my $file, '>', "$ENV{MARKERS}/$name" or die "$ENV{MARKERS}/$name: $!";
}

my $helper = fork // die "fork: $!";
exec 'sleep', '1000' or die "exec: $!" if $helper == 0;

print "working\nREADY\n";
mark('started');
select undef, undef, undef, 0.1 until $aborted;
for my $step (0 .. 3) {
    waitpid($helper, WNOHANG) == 0 or die "the helper is gone\n";
    print "shutdown $step\n";
    select undef, undef, undef, 0.3;
}
kill 'TERM', $helper;
waitpid $helper, 0;
print "FINISHED\n";
mark('finished');
