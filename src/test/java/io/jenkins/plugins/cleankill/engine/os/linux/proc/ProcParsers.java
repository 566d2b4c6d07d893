package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.attack.FuzzTarget;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each parser of a file below {@code /proc} takes whatever is in it, in bounded time: a file system of a container, as lxcfs or gVisor
 * have it, may show anything there. That it can't be read is an {@link IOException}, and nothing else is thrown.
 */
final class ProcParsers {

    static final FuzzTarget STAT = target(
            "stat",
            bytes -> StatFile.parse(bytes, bytes.length).job(),
            "4711 (sh) S 4242 4711 4000 34816 4711 4194304 100 0 0 0 1 2 0 0 20 0 3 0 987654 8192 "
                    + "55 18446744073709551615 1 2 3 0 0 0 0 4096 16386 0 0 0 17 1 0 0 0 0 0 5 6 7 8 9 1000 1234 0\n",
            "1 (a) R 1 (b\n) Z 0 1 1\n");

    static final FuzzTarget STATUS = target(
            "status",
            bytes -> StatusFile.parse(text(bytes)),
            "Name:\tsh\nState:\tS (sleeping)\nNSpid:\t4711\t12\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\n"
                    + "SigQ:\t0/63448\nSigPnd:\t0000000000000000\nShdPnd:\t0000000000004000\n"
                    + "SigBlk:\t0000000000010000\nSigIgn:\t0000000000000004\nSigCgt:\t0000000000010002\n");

    static final FuzzTarget ENVIRON =
            target("environ", ProcParsers::environ, "PATH=/bin\0A=b=c\0\0=x\0CLEAN_KILL_COOKIE=0123456789abcdef\0");

    static final FuzzTarget CMDLINE =
            target("cmdline", ProcParsers::cmdline, "sh\0-c\0sleep 1; true\0", "nginx: worker process\0\0\0");

    static final FuzzTarget FDINFO = target(
            "fdinfo", bytes -> FdInfoFile.parse(text(bytes)), "pos:\t0\nflags:\t0100001\nmnt_id:\t14\ntty-index:\t3\n");

    static final FuzzTarget MOUNTINFO = target(
            "mountinfo", ProcParsers::mounts, "36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 - nfs4 /dev/root rw\n");

    static final FuzzTarget TCP = target(
            "tcp",
            bytes -> TcpFile.connect(TcpFile.parse(text(bytes))),
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
                    + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 24231 1 0 100 0 0 10 0\n"
                    + "   1: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C350 01 00000000:00000010 00:0 0 0 0 77\n");

    static final FuzzTarget LOCKS = target(
            "locks",
            ProcParsers::locks,
            "1: FLOCK  ADVISORY  WRITE 4711 fe:00:99 0 EOF\n1: -> FLOCK  ADVISORY  WRITE 4712 fe:00:99 0 EOF\n");

    static final FuzzTarget LOADAVG =
            target("loadavg", bytes -> LoadavgFile.parse(text(bytes)), "0.20 0.18 0.12 1/80 11206\n");

    static final FuzzTarget UPTIME = target("uptime", bytes -> UptimeFile.parse(text(bytes)), "350735.47 234388.90\n");

    static final FuzzTarget WCHAN =
            target("wchan", bytes -> WchanFile.parse(text(bytes)), "anon_pipe_read.isra.0", "0");

    static final FuzzTarget IO =
            target("io", bytes -> IoFile.charactersRead(text(bytes)), "rchar: 323934931\nwchar: 323929600\n");

    static final List<FuzzTarget> ALL =
            List.of(STAT, STATUS, ENVIRON, CMDLINE, FDINFO, MOUNTINFO, TCP, LOCKS, LOADAVG, UPTIME, WCHAN, IO);

    private ProcParsers() {}

    private static FuzzTarget target(String file, FuzzTarget.Parser parser, String... corpus) {
        return FuzzTarget.ofTexts(file, List.of(corpus), parser, List.of(IOException.class));
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
