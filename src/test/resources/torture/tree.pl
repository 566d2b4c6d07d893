#!/usr/bin/perl
# A tree of processes: perl tree.pl FOLDER NODES [NODE]
# NODES is "ID:PARENT:REACTION:TRAIT,TRAIT;..."; NODE is the one that this process is, 0 if it is not given.
# Each says "ready ID" when it is; a file of the folder has a line for each thing that happened: "ID PID".
use strict;
use warnings;
use POSIX qw(:signal_h :sys_wait_h setsid _exit dup2);

my ($folder, $nodes, $own) = @ARGV;
my $script = $0; # a title replaces it
my (%node, %children);
for (split /;/, $nodes) {
    my ($id, $parent, $reaction, $traits) = split /:/, $_, -1;
    $node{$id} = { reaction => $reaction, map { $_ => 1 } split /,/, $traits };
    push @{ $children{$parent} }, $id if $id;
}
my ($id, $self, $ending, @started) = (0, undef, 0);

sub note {
    my ($kind) = @_;
    open my $file, '>>', "$folder/$kind" or _exit(3);
    syswrite $file, "$id $$\n";
    close $file;
}

# A line is in the log, or this process was ended in the middle of it.
sub say_line {
    my ($line) = @_;
    return if $self->{closed};
    syswrite STDOUT, "$line\n";
    open my $file, '>>', "$folder/said" or _exit(3);
    syswrite $file, "$line\n";
    close $file;
}

sub pause { select undef, undef, undef, $_[0] }

sub leave { _exit(143) }

# What a clean-up command is: a child that is born after its parent has got the signal.
sub clean_up {
    my $pid = fork // return;
    if (!$pid) {
        $SIG{TERM} = 'DEFAULT';
        note('cleanup');
        pause(0.15);
        note('cleaned');
        _exit(0);
    }
    1 while waitpid($pid, 0) < 0 && $!{EINTR};
}

my %reaction = (
    dies     => sub { $SIG{TERM} = 'DEFAULT' },
    ignores  => sub { $SIG{TERM} = 'IGNORE' },
    blocks   => sub { sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGTERM)) },
    exits    => sub { $SIG{TERM} = sub { note('term'); say_line("bye $id"); leave() } },
    late     => sub { $SIG{TERM} = sub { note('term'); pause(0.3); say_line("bye $id"); leave() } },
    goes_on  => sub { $SIG{TERM} = sub { note('term') } },
    cleans   => sub { $SIG{TERM} = sub { note('term'); clean_up(); leave() } },
    passes   => sub {
        $SIG{TERM} = sub {
            note('term');
            $ending = 1;
            kill TERM => @started;
            1 while waitpid(-1, 0) > 0 || $!{EINTR};
            leave();
        };
    },
    respawns => sub { $SIG{TERM} = sub { note('term'); $ending = 1; leave() } },
    filters  => sub { $SIG{TERM} = 'DEFAULT' },
);

sub start {
    my ($child) = @_;
    my $detached = $node{$child}{detached};
    my ($reads, $writes);
    pipe $reads, $writes if $node{$child}{reaction} eq 'filters';
    my $pid = fork // die "fork: $!";
    if ($pid) {
        $detached ? waitpid($pid, 0) : push @started, $pid;
        push @{ $self->{pipes} }, $writes if $writes; # open as long as this process lives
        return;
    }
    if ($detached) {
        exit 0 if fork;
    }
    if ($reads) {
        close $writes;
        dup2(fileno $reads, 0);
    }
    sigprocmask(SIG_UNBLOCK, POSIX::SigSet->new(SIGTERM));
    @started = ();
    if ($node{$child}{cleared}) {
        %ENV = ();
        exec $^X, $script, $folder, $nodes, $child;
    }
    if ($node{$child}{big}) {
        $ENV{"BIG_$_"} = 'x' x 100_000 for 1 .. 8;
        exec $^X, $script, $folder, $nodes, $child;
    }
    run($child);
}

sub await_filters_input { 1 while sysread STDIN, my $text, 4096; say_line("end of file $id"); _exit(0) }

sub wait_for_children {
    while (1) {
        my $pid = waitpid(-1, 0);
        if ($pid < 0) {
            last if !$!{EINTR};
        } elsif ($self->{reaction} eq 'respawns' && !$ending && $self->{respawned}++ < 50) {
            pause(0.01);
            my $next = fork // last;
            if (!$next) {
                $SIG{TERM} = 'DEFAULT';
                pause(1000);
                _exit(0);
            }
        }
    }
    note('next') if !$self->{stubborn};
}

sub work {
    if ($self->{floods}) {
        my $block = ('x' x 99 . "\n") x 40;
        syswrite STDOUT, $block for 1 .. 1000;
    }
    if ($self->{execs}) {
        pause(0.02);
        exec $^X, '-e', 'select undef, undef, undef, 0.02; exec $^X, "-e", $ARGV[0], $ARGV[0]',
            'select undef, undef, undef, 0.02; exec $^X, "-e", $ARGV[0], $ARGV[0]';
    }
    while ($self->{forks}) {
        my $pid = fork // 0;
        if (!$pid) { pause(0.005); _exit(0) }
        waitpid $pid, 0;
    }
    pause(1000) while 1;
}

sub run {
    ($id) = @_;
    $self = $node{$id};
    setsid() if $self->{session};
    setpgrp 0, 0 if $self->{group};
    $0 = "x) R 1 2\n(--token=abc" if $self->{titled};
    $reaction{ $self->{reaction} }->();
    if ($self->{zombies}) {
        for (1 .. 3) { _exit(0) if !(fork // 1) }
    }
    start($_) for @{ $children{$id} || [] };
    say_line("ready $id");
    note('ready');
    if ($self->{silent}) {
        close STDOUT;
        close STDERR;
        $self->{closed} = 1;
    }
    kill STOP => $$ if $self->{stopped};
    await_filters_input() if $self->{reaction} eq 'filters';
    wait_for_children() if @started;
    work();
}

run($own // 0);
