package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.engine.os.linux.UnixSockets;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Shut;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parsers, fed with text that a kernel wrote or could write. */
class KernelFilesTest {

    private static final String AFTER_NAME =
            " S 4242 4711 4000 34816 4711 4194304 100 0 0 0 1 2 0 0 20 0 3 0 987654 8192 "
                    + "55 18446744073709551615 1 2 3 0 0 0 0 4096 16386 0 0 0 17 1 0 0 0 0 0 5 6 7 8 9 1000 1234 0\n";

    @ParameterizedTest
    @ValueSource(strings = {"sh", "a b", "a) S 1 (b", "new\nline", ")", "", "ünï"})
    void nameOfAnyKindIsRead(String name) throws IOException {
        StatFile stat = stat("4711 (" + name + ")" + AFTER_NAME);

        assertThat(stat.name()).isEqualTo(name);
        assertThat(stat.identity()).isEqualTo(new ProcessIdentity(4711, 987654));
        assertThat(stat.state()).isEqualTo(ProcessState.SLEEPING);
        assertThat(stat.parent()).isEqualTo(4242);
        assertThat(stat.group()).isEqualTo(4711);
        assertThat(stat.session()).isEqualTo(4000);
        assertThat(stat.job().terminal()).hasValue(0);
        assertThat(stat.cpuTicks()).isEqualTo(3);
        assertThat(stat.threads()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "4711 (sh", "4711 (sh)", "4711 (sh) S", "4711 (sh) S 1 2 3", "x (sh) S 1 2 3"})
    void statThatIsCutOffIsAnError(String text) {
        assertThatThrownBy(() -> stat(text)).isInstanceOf(IOException.class);
    }

    @Test
    void statusWithALineOfThousandsOfPidsIsRead() {
        assertThat(StatusFile.parse("NSpid:\t1" + "\t2".repeat(100_000) + "\t3\n")
                        .innermostPid())
                .hasValue(3);
    }

    @Test
    void mountThatHasNoTypeIsOfNoKnownType() {
        MountInfoFile mounts = MountInfoFile.parse("36 35 98:0 / / rw -   \n37 35 98:0 / /b rw - ext4\n");

        assertThat(mounts.isLocal(36)).isEmpty();
        assertThat(mounts.isLocal(37)).contains(true);
    }

    @Test
    void statusTellsSignalsUserTracerAndInnermostPid() {
        StatusFile status = StatusFile.parse("Name:\tx\\nSigCgt:\tffffffffffffffff\nUid:\t0\t1000\t0\t0\n"
                + "TracerPid:\t77\nNSpid:\t4711\t12\nSigBlk:\t0000000000000200\nSigIgn:\t0000000000000001\n"
                + "SigCgt:\t0000000000004000\n");

        assertThat(status.signals().of(Signal.TERM)).isEqualTo(Disposition.CAUGHT);
        assertThat(status.signals().of(Signal.HUP)).isEqualTo(Disposition.IGNORED);
        assertThat(status.signals().of(Signal.USR1)).isEqualTo(Disposition.BLOCKED);
        assertThat(status.user()).hasValue(1000);
        assertThat(status.tracer()).hasValue(77);
        assertThat(status.innermostPid()).hasValue(12);
    }

    @Test
    void statusThatIsCutOffIsEmptyWhereItEnds() {
        StatusFile status = StatusFile.parse("Name:\tsh\nTracerPid:\t0\nNSpid:\t5\nUid:\t0");

        assertThat(status.user()).isEmpty();
        assertThat(status.tracer()).isEmpty();
        assertThat(status.innermostPid()).isEmpty();
        assertThat(status.signals().of(Signal.TERM)).isEqualTo(Disposition.DEFAULT);
    }

    @Test
    void statusTellsWhichSignalsArePending() {
        String text = "Name:\tx\\nShdPnd:\tffffffffffffffff\nSigPnd:\t0000000000000001\nShdPnd:\t0000000000004000\n";

        assertThat(StatusFile.parse(text).pending()).isEqualTo(SignalSets.setOf(Signal.HUP, Signal.TERM));
        assertThat(StatusFile.parse("ShdPnd:\t4000").pending()).as("cut off").isZero();
        assertThat(StatusFile.parse("").pending()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"34816, 0", "34817, 1", "35071, 255", "1083392, 256", "36863, 7340287", "1025,", "1282,", "0,", "-1,"})
    void pseudoterminalsAreKnownByTheirDevice(long device, Integer index) {
        assertThat(TerminalDevice.slaveIndex(device))
                .isEqualTo(index == null ? OptionalInt.empty() : OptionalInt.of(index));
        assertThat(TerminalDevice.isMaster(device)).isEqualTo(device == 1282);
    }

    @Test
    void descriptorTellsPositionAccessMountAndTerminal() {
        FdInfoFile info = FdInfoFile.parse("pos:\t12\nflags:\t02100002\nmnt_id:\t29\nino:\t7\ntty-index:\t5\n");

        assertThat(info).isEqualTo(new FdInfoFile(12, Access.BOTH, 29, OptionalInt.of(5)));
        assertThat(FdInfoFile.parse("flags:\t0100001\n").access()).isEqualTo(Access.WRITE);
        assertThat(FdInfoFile.parse("")).isEqualTo(new FdInfoFile(0, Access.READ, 0, OptionalInt.empty()));
        assertThat(FdInfoFile.parse("pos:\t-1\nflags:\t9\ntty-index:\t99999999999\nmnt_id:\tx"))
                .isEqualTo(new FdInfoFile(0, Access.READ, 0, OptionalInt.empty()));
    }

    @Test
    void filesOnRemoteFileSystemsAreNotAskedAbout() {
        MountInfoFile mounts = MountInfoFile.parse("""
                22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
                40 22 0:35 / /home/a\\040-\\040nfs rw - tmpfs tmpfs rw
                41 22 0:36 / /net rw,relatime - nfs4 server:/x rw,vers=4.2
                42 22 0:37 / /ssh rw - fuse.sshfs me@there rw
                x 22 0:37 / /odd rw - ext4 y rw
                43 22 cut off""");

        assertThat(mounts.isLocal(22)).hasValue(true);
        assertThat(mounts.isLocal(40)).hasValue(true);
        assertThat(mounts.isLocal(41)).hasValue(false);
        assertThat(mounts.isLocal(42)).hasValue(false);
        assertThat(mounts.isLocal(43)).isEmpty();
    }

    @Test
    void mountPointsAreToldAsTheyAreCalled() {
        MountInfoFile mounts = MountInfoFile.parse("""
                22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
                40 22 0:35 / /home/a\\040-\\040\\134b rw - tmpfs tmpfs rw
                """);

        assertThat(mounts.points()).containsExactly("/", "/home/a - \\b");
    }

    @Test
    void descriptorTellsItsLocks() {
        String info = "pos:\t0\nflags:\t02100001\nmnt_id:\t27\n";

        assertThat(FdInfoFile.tellsLock(info + "lock:\t1: FLOCK  ADVISORY  WRITE 4711 fe:00:7 0 EOF\n"))
                .isTrue();
        assertThat(FdInfoFile.tellsLock(info + "lock:\t1: LEASE  ACTIVE    READ 4711 fe:00:7 0 EOF\n"))
                .isFalse();
        assertThat(FdInfoFile.tellsLock(info)).isFalse();
    }

    @Test
    void addressesAreShownAsPeopleWriteThem() {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        String last = little ? "01000000" : "00000001";

        assertThat(SocketAddress.shown((little ? "0100007F" : "7F000001") + ":18EB"))
                .hasValue("127.0.0.1:6379");
        assertThat(SocketAddress.shown("00000000:0016")).hasValue("0.0.0.0:22");
        assertThat(SocketAddress.shown("0".repeat(32) + ":1F90")).hasValue("[::]:8080");
        assertThat(SocketAddress.shown("0".repeat(24) + last + ":1F90")).hasValue("[::1]:8080");
        assertThat(SocketAddress.shown("0100007F")).isEmpty();
        assertThat(SocketAddress.shown("ZZ:18EB")).isEmpty();
    }

    @Test
    void unixSocketsThatListenAreToldByTheirPaths() {
        assertThat(UnixFile.listening("""
                        Num       RefCount Protocol Flags    Type St Inode Path
                        000000001ffc6bbd: 00000002 00000000 00010000 0001 01 54083397 /tmp/a  b.sock
                        00000000e8007212: 00000003 00000000 00000000 0001 03 54083404 /tmp/connected.sock
                        00000000e8007213: 00000002 00000000 00010000 0001 01 54083405
                        00000000e8007214: 00000002 00000000 00010000 0001 01 x /tmp/x
                        cut
                        """)).containsOnly(Map.entry(54083397L, "/tmp/a  b.sock"));
        assertThat(UnixFile.listening("")).isEmpty();
    }

    @Test
    void devicesThatAreNobodysAreTold() {
        assertThat(List.of(0x103L, 0x105L, 0x108L, 0x500L, 0x401L, 0x8805L)).allMatch(TerminalDevice::isOrdinary);
        // /dev/kmsg, a serial port, /dev/kvm, /dev/nvidia0
        assertThat(List.of(0x10BL, 0x440L, 0xAE8L, 0xC300L)).noneMatch(TerminalDevice::isOrdinary);
    }

    @Test
    void kernelFunctionIsToldWithoutWhatCompilersAppend() {
        assertThat(WchanFile.parse("do_wait")).hasValue("do_wait");
        assertThat(WchanFile.parse("do_sigtimedwait.isra.0")).hasValue("do_sigtimedwait");
        assertThat(WchanFile.parse("anon_pipe_read")).hasValue("pipe_read");
        assertThat(WchanFile.parse("0")).isEmpty();
        assertThat(WchanFile.parse("")).isEmpty();
    }

    @Test
    void readCharactersAreCounted() {
        assertThat(IoFile.charactersRead("rchar: 4711\nwchar: 5\n")).hasValue(4711);
        assertThat(IoFile.charactersRead("wchar: 5\nread_bytes: 3\n")).isEmpty();
        assertThat(IoFile.charactersRead("rchar: 99999999999999999999\n")).isEmpty();
        assertThat(IoFile.charactersRead("")).isEmpty();
    }

    @Test
    void bothEndsOfATcpConnectionKnowEachOther() {
        String tcp = """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:A2C4 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 11 1 0 20 4 30 10 -1
                   1: 0100007F:1F91 0100007F:A2C4 06 00000000:00000000 03:00000000 00000000     0        0 0 3 0
                   2: 0100007F:0016 00000000:0000 0A 00000000:00000002 00:00000000 00000000     0        0 12 1 0
                   3: 0100007F:00
                """;
        String tcp6 = """
                  sl  local_address                         remote_address                        st tx_queue rx_queue tr
                   0: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:A2C4 01 00000000:00000005 \
                00:00000000 00000000     0        0 21 1 0
                   1: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000001 \
                00:00000000 00000000     0        0 22 1 0
                """;
        List<TcpFile.Line> lines = new ArrayList<>(TcpFile.parse(tcp));
        lines.addAll(TcpFile.parse(tcp6));

        assertThat(TcpFile.connect(lines))
                .containsOnly(
                        Map.entry(11L, new Socket(11, false, 21, 0, Shut.NONE)),
                        Map.entry(12L, new Socket(12, true, 0, 2, Shut.NONE)),
                        Map.entry(21L, new Socket(21, false, 11, 5, Shut.NONE)),
                        Map.entry(22L, new Socket(22, true, 0, 1, Shut.NONE)));
        assertThat(TcpFile.parse("")).isEmpty();
        assertThat(TcpFile.parse("header only\n")).isEmpty();
    }

    @Test
    void answersAboutUnixSocketsAreReadAsFarAsTheyGo() {
        ByteBuffer answer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        message(answer, 1, 7, new int[] {2, 8}, new int[] {4, 5}, new int[] {6, 2});
        int first = answer.position();
        message(answer, 10, 9, new int[] {4, 3});
        int second = answer.position();
        answer.putInt(16).putShort((short) 3).putShort((short) 0).putInt(0).putInt(0);

        Map<Long, Socket> found = new HashMap<>();
        assertThat(UnixSockets.parse(answer.array(), answer.position(), found)).isTrue();
        assertThat(found)
                .containsOnly(
                        Map.entry(7L, new Socket(7, false, 8, 5, Shut.WRITES)),
                        Map.entry(9L, new Socket(9, true, 0, 3, Shut.NONE)));

        for (int cut = 0; cut < second; cut++) {
            Map<Long, Socket> some = new HashMap<>();
            assertThat(UnixSockets.parse(answer.array(), cut, some)).isFalse();
            assertThat(some).hasSize(cut < first ? 0 : 1);
        }
        assertThat(UnixSockets.parse(new byte[64], 64, found)).as("an error").isFalse();
    }

    /** A nlmsghdr, a unix_diag_msg and attributes of 4 bytes each, or less. */
    private static void message(ByteBuffer into, int state, int inode, int[]... attributes) {
        into.putInt(32 + 8 * attributes.length)
                .putShort((short) 20)
                .putShort((short) 2)
                .putInt(1)
                .putInt(0);
        into.put((byte) 1)
                .put((byte) 1)
                .put((byte) state)
                .put((byte) 0)
                .putInt(inode)
                .putLong(0);
        for (int[] attribute : attributes) {
            int length = attribute[0] == 6 ? 5 : 8;
            into.putShort((short) length).putShort((short) attribute[0]).putInt(attribute[1]);
        }
    }

    @Test
    void uptimeIsInTicks() throws IOException {
        assertThat(UptimeFile.parse("12345.67 99.00\n")).isEqualTo(1234567);
        assertThatThrownBy(() -> UptimeFile.parse("")).isInstanceOf(IOException.class);
    }

    private static StatFile stat(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        return StatFile.parse(bytes, bytes.length);
    }
}
