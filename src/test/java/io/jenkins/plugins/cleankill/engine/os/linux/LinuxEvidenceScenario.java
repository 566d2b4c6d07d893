package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario;
import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Real processes with terminals, FIFOs and sockets. */
final class LinuxEvidenceScenario implements EvidenceScenario {

    private static final String PAIR = "use POSIX; use Socket; $| = 1; $dir = shift; pipe(R, W);"
            // The second process: does this, says so, and waits until it is killed
            + " sub second { my $do = shift; my $p = fork; return $p if $p; close R; $do->(); syswrite W, 'x';"
            + " sleep 1000 while 1 }"
            + " sub both { close W; sysread(R, my $x, 1) == 1 or die; print qq(ready $$ $_[0] $_[1]\\n);"
            + " sleep 1000 while 1 } ";

    private final LinuxScenario plain;

    LinuxEvidenceScenario(LinuxSystem system) {
        this.plain = new LinuxScenario(system);
    }

    static EvidenceScenario begin() {
        NativeCalls calls = NativeCalls.probe();
        assumeTrue(calls.pidfd(), "this kernel, or a sandbox, has no pidfd");
        return new LinuxEvidenceScenario(new LinuxSystem(LinuxScenario.PROC, calls));
    }

    @Override
    public Pair sessionAndGroup() throws IOException {
        return pair("POSIX::setsid(); $p = second(sub { setpgrp(0, 0) }); both($p)");
    }

    @Override
    public Terminal terminal() throws IOException {
        List<Long> words = perl("""
                sysopen(M, '/dev/ptmx', O_RDWR | O_NOCTTY) or die; $n = pack('i', 0);
                ioctl(M, 0x40045431, $n) or die; ioctl(M, 0x80045430, $n) or die; $n = unpack('i', $n);
                $p = second(sub { close M; POSIX::setsid(); open(S, '+<', "/dev/pts/$n") or die }); both($p, $n)
                """);
        return new Terminal(
                plain.identity(words.get(0)),
                plain.identity(words.get(1)),
                words.get(2).intValue());
    }

    @Override
    public Pair fifo() throws IOException {
        // The reader is a filter: it ends at end-of-file
        String script = """
                POSIX::mkfifo("$dir/a", 0600) or die; link("$dir/a", "$dir/b") or die;
                $w = fork; unless ($w) { close R; open(F, '>', "$dir/a") or die; syswrite W, 'x'; sleep 1000 while 1 }
                $p = fork; unless ($p) { close R; open(F, '<', "$dir/b") or die; syswrite W, 'x'; sysread(F, $x, 1); exit }
                close W; for (1, 2) { sysread(R, $x, 1) == 1 or die } print qq(ready $w $p 0\\n); wait; wait; sleep 1000 while 1
                """;
        List<Long> words = perl(script);
        return new Pair(plain.identity(words.get(0)), plain.identity(words.get(1)));
    }

    @Override
    public Pair unixConnection() throws IOException {
        return pair("""
                $at = sockaddr_un("$dir/socket"); socket(L, AF_UNIX, SOCK_STREAM, 0); bind(L, $at) or die; listen(L, 5);
                $p = second(sub { close L; socket(C, AF_UNIX, SOCK_STREAM, 0); connect(C, $at) or die; syswrite C, '12345' });
                accept(S, L) or die; both($p)
                """);
    }

    @Override
    public Pair tcpConnection() throws IOException {
        // The server by IPv6, the client by IPv4: the ends stand in two files of the kernel
        return pair("""
                $six = socket(L, AF_INET6, SOCK_STREAM, 0) && bind(L, pack_sockaddr_in6(0, Socket::inet_pton(AF_INET6, "::")));
                $six or socket(L, AF_INET, SOCK_STREAM, 0) && bind(L, pack_sockaddr_in(0, INADDR_LOOPBACK)) or die;
                listen(L, 5) or die; $name = getsockname(L);
                ($port) = $six ? unpack_sockaddr_in6($name) : unpack_sockaddr_in($name);
                $p = second(sub { close L; socket(C, AF_INET, SOCK_STREAM, 0);
                    connect(C, pack_sockaddr_in($port, INADDR_LOOPBACK)) or die; syswrite C, '12345' });
                accept(S, L) or die; both($p)
                """);
    }

    @Override
    public Pair inheritedInput() throws IOException {
        return pair("open(STDIN, '<', '/dev/null'); both(second(sub {}))");
    }

    @Override
    public Pair ownInput() throws IOException {
        return pair("open(STDIN, '<', '/dev/null'); both(second(sub { open(STDIN, '<', '/dev/null') }))");
    }

    @Override
    public Pair parentAndChild() throws IOException {
        return pair("$p = second(sub {}); close W; sysread(R, $x, 1); print qq(ready $$ $p 0\\n); wait");
    }

    @Override
    public ProcessIdentity awaitsTerm() throws IOException {
        // Perl has no call for it
        String python = "import os, signal; print('ready', os.getpid(), flush=True);"
                + " signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM]); signal.sigwait([signal.SIGTERM])";
        return plain.identity(plain.words("python3", "-c", python).get(0));
    }

    @Override
    public Pair unreadPipe() throws IOException {
        return pair("""
                pipe(A, B); $p = second(sub { open(STDIN, '<&', *A); close A; close B }); close A; open(STDOUT, '>&', *B) ;
                """.replace("open(STDOUT, '>&', *B) ;", "open(O, '>&', *STDOUT); open(STDOUT, '>&', *B); close B;")
                + "$SIG{USR1} = sub { syswrite STDOUT, 'more' }; syswrite STDOUT, 'hello'; close W;"
                + " sysread(R, $x, 1); syswrite O, qq(ready $$ $p 0\\n); sleep 1000 while 1");
    }

    @Override
    public Pair unreadSockets() throws IOException {
        return pair("""
                use Socket; socketpair(A, B, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die;
                open(O, '>&', *STDOUT);
                $p = second(sub { close A; open(STDOUT, '>&', *B); close B;
                    $SIG{USR1} = sub { syswrite STDOUT, 'more' }; syswrite STDOUT, 'hello' });
                close B; close W; sysread(R, $x, 1); syswrite O, qq(ready $p $$ 0\\n); sleep 1000 while 1
                """);
    }

    private Pair pair(String script) throws IOException {
        List<Long> words = perl(script);
        return new Pair(plain.identity(words.get(0)), plain.identity(words.get(1)));
    }

    private List<Long> perl(String script) throws IOException {
        Path directory = Files.createTempDirectory("evidence");
        plain.deleteAtEnd(directory);
        return plain.words("perl", "-e", PAIR + script, directory.toString());
    }

    @Override
    public Scenario plain() {
        return plain;
    }
}
