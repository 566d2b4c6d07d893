package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.cleankill.engine.attack.Fuzz;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each parser of a file below {@code /proc} takes whatever is in it, in bounded time: a file system of a container, as lxcfs or gVisor
 * have it, may show anything there. That it can't be read is an {@link IOException}, and nothing else is thrown.
 */
@Timeout(300)
class ProcFilesFuzzTest {

    private static final String STAT =
            "4711 (sh) S 4242 4711 4000 34816 4711 4194304 100 0 0 0 1 2 0 0 20 0 3 0 987654 8192 "
                    + "55 18446744073709551615 1 2 3 0 0 0 0 4096 16386 0 0 0 17 1 0 0 0 0 0 5 6 7 8 9 1000 1234 0\n";
    private static final String STATUS =
            "Name:\tsh\nState:\tS (sleeping)\nNSpid:\t4711\t12\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\n"
                    + "SigQ:\t0/63448\nSigPnd:\t0000000000000000\nShdPnd:\t0000000000004000\nSigBlk:\t0000000000010000\n"
                    + "SigIgn:\t0000000000000004\nSigCgt:\t0000000000010002\n";
    private static final String TCP =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
                    + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 24231 1 0 100 0 0 10 0\n"
                    + "   1: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C350 01 00000000:00000010 00:0 0 0 0 77\n";

    static Stream<Arguments> parsers() {
        return Stream.of(
                parser("stat", bytes -> StatFile.parse(bytes, bytes.length).job(), STAT, "1 (a) R 1 (b\n) Z 0 1 1\n"),
                parser("status", bytes -> StatusFile.parse(text(bytes)), STATUS),
                parser(
                        "environ",
                        ProcFilesFuzzTest::environ,
                        "PATH=/bin\0A=b=c\0\0=x\0CLEAN_KILL_COOKIE=0123456789abcdef\0"),
                parser("cmdline", ProcFilesFuzzTest::cmdline, "sh\0-c\0sleep 1; true\0", "nginx: worker process\0\0\0"),
                parser(
                        "fdinfo",
                        bytes -> FdInfoFile.parse(text(bytes)),
                        "pos:\t0\nflags:\t0100001\nmnt_id:\t14\ntty-index:\t3\n"),
                parser(
                        "mountinfo",
                        ProcFilesFuzzTest::mounts,
                        "36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 - nfs4 /dev/root rw\n"),
                parser("net/tcp", bytes -> TcpFile.connect(TcpFile.parse(text(bytes))), TCP),
                parser(
                        "locks",
                        ProcFilesFuzzTest::locks,
                        "1: FLOCK  ADVISORY  WRITE 4711 fe:00:99 0 EOF\n1: -> FLOCK  ADVISORY  WRITE 4712 fe:00:99 0 EOF\n"),
                parser("loadavg", bytes -> LoadavgFile.parse(text(bytes)), "0.20 0.18 0.12 1/80 11206\n"),
                parser("uptime", bytes -> UptimeFile.parse(text(bytes)), "350735.47 234388.90\n"),
                parser("wchan", bytes -> WchanFile.parse(text(bytes)), "anon_pipe_read.isra.0", "0"),
                parser("io", bytes -> IoFile.charactersRead(text(bytes)), "rchar: 323934931\nwchar: 323929600\n"));
    }

    private static Arguments parser(String file, Fuzz.Parser parser, String... corpus) {
        return arguments(file, parser, List.of(corpus));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void takesWhateverIsThere(String file, Fuzz.Parser parser, List<String> corpus) {
        Fuzz.texts(corpus, parser, List.of(IOException.class));
    }

    private static void environ(byte[] bytes) {
        Environment environment = Environment.of(bytes, bytes.length);
        Map<String, String> variables = environment.variables();
        assertThat(variables).doesNotContainKey("");
        assertThat(environment.isEmpty()).isEqualTo(variables.isEmpty());
        variables.forEach((name, value) -> {
            assertThat(environment.get(name)).contains(value);
            assertThat(environment.has(name, value)).isTrue();
        });
    }

    private static void cmdline(byte[] bytes) {
        CmdlineFile.parse(bytes, bytes.length, bytes.length, Optional.of("/bin/sh"));
        CmdlineFile.parse(bytes, bytes.length, 0, Optional.empty());
    }

    private static void mounts(byte[] bytes) {
        MountInfoFile file = MountInfoFile.parse(text(bytes));
        file.types().keySet().forEach(file::isLocal);
    }

    private static void locks(byte[] bytes) {
        LocksFile file = LocksFile.parse(text(bytes));
        file.locks().forEach(lock -> file.awaitedBy(lock.pid()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
