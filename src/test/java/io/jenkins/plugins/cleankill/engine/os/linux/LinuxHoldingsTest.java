package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that listen, and hold locks, devices and mounts. */
@EnabledOnOs(OS.LINUX)
class LinuxHoldingsTest {

    private static final String SERVER = """
            import fcntl, os, signal, socket
            os.makedirs('db')
            tcp = socket.socket()
            tcp.bind(('127.0.0.1', 0))
            tcp.listen()
            client = socket.create_connection(tcp.getsockname())
            udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for port in range(20000, 32000):
                try:
                    udp.bind(('127.0.0.1', port))
                    break
                except OSError:
                    pass
            asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            asked.sendto(b'', udp.getsockname())
            unix = socket.socket(socket.AF_UNIX)
            unix.bind('db/control.sock')
            unix.listen()
            elsewhere = socket.socket(socket.AF_UNIX)
            elsewhere.bind(os.environ['ELSEWHERE'] + '/other.sock')
            elsewhere.listen()
            files = [open(name, 'w') for name in ('db/LOCK', 'db/flock', 'data', os.environ['ELSEWHERE'] + '/lock')]
            fcntl.lockf(files[0], fcntl.LOCK_EX)
            fcntl.flock(files[1], fcntl.LOCK_EX)
            fcntl.lockf(files[3], fcntl.LOCK_EX)
            null = open('/dev/null')
            zero = open('/dev/zero')
            print('ready', flush=True)
            print(tcp.getsockname()[1], udp.getsockname()[1], flush=True)
            signal.pause()
            """;

    @TempDir
    private Path workspace;

    @TempDir
    private Path elsewhere;

    @Test
    void portsSocketsAndLocksOfTheWorkspaceAreTold() throws IOException {
        try (Child server = python(SERVER)) {
            String[] ports = server.nextLine().split(" ");

            Holdings holdings = holdings(info(server));

            assertThat(holdings.listensOn())
                    .containsExactlyInAnyOrder(
                            "127.0.0.1:" + ports[0], "127.0.0.1:" + ports[1] + "/udp", "db/control.sock");
            assertThat(holdings.locks()).containsExactlyInAnyOrder("db/LOCK", "db/flock");
            assertThat(holdings.devices()).isEmpty();
            assertThat(holdings.mounts()).isEmpty();
        }
    }

    @Test
    void withoutTheVariableTheFilesBelowItsDirectoryCount() throws IOException {
        try (Child server = python(SERVER)) {
            server.nextLine();
            ProcessInfo info = info(server);
            ProcessInfo silent =
                    new ProcessInfo(info.identity(), info.parent(), info.state(), info.name(), Environment.UNREADABLE);

            assertThat(holdings(silent).locks()).containsExactlyInAnyOrder("db/LOCK", "db/flock");
        }
    }

    @Test
    void aDeviceIsToldAndATerminalIsNot() throws IOException {
        String script = """
                import os, signal
                terminal = os.openpty()
                opened = ''
                for device in ('/dev/fuse', '/dev/net/tun', '/dev/kvm', '/dev/kmsg'):
                    try:
                        held = os.open(device, os.O_RDONLY)
                        opened = device
                        break
                    except OSError:
                        pass
                print('ready', flush=True)
                print(opened, flush=True)
                signal.pause()
                """;
        try (Child holder = python(script)) {
            String device = holder.nextLine();
            assumeTrue(!device.isEmpty(), "this machine has no device to open");

            assertThat(holdings(info(holder)).devices()).containsExactly(device);
        }
    }

    @Test
    void aMountBelowTheWorkspaceIsToldOfAProcessInIt() throws IOException, InterruptedException {
        Path mount = Files.createDirectories(workspace.resolve("root fs"));
        String mounts = "mount -t tmpfs none '" + mount + "'";
        assumeTrue(
                new ProcessBuilder("unshare", "-m", "sh", "-c", mounts + " 2> /dev/null")
                                .start()
                                .waitFor()
                        == 0,
                "nothing can be mounted here");
        String script = mounts + " && cd '" + mount + "' && echo ready && exec sleep 1000";
        try (Child holder = Child.start(variables(), "unshare", "-m", "sh", "-c", script)) {
            assertThat(holdings(info(holder)).mounts()).containsExactly("root fs");
        }
    }

    @Test
    void ofVeryManyDescriptorsTheFirstAreRead() throws IOException {
        String script = """
                import os, resource, signal, socket
                most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
                resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
                first = socket.socket()
                first.bind(('127.0.0.1', 0))
                first.listen()
                try:
                    many = [os.open('/dev/null', os.O_RDONLY) for _ in range(%d)]
                    last = socket.socket()
                    last.bind(('127.0.0.1', 0))
                    last.listen()
                    enough = 'many'
                except OSError:
                    enough = 'few'
                print('ready', flush=True)
                print(enough, flush=True)
                print(first.getsockname()[1], flush=True)
                signal.pause()
                """.formatted(LinuxHoldings.MOST_DESCRIPTORS);
        try (Child holder = python(script)) {
            assumeTrue(holder.nextLine().equals("many"), "a process may not open so many files here");
            String first = "127.0.0.1:" + holder.nextLine();

            assertThat(holdings(info(holder)).listensOn()).containsExactly(first);
        }
    }

    @Test
    void ofAProcessThatHasEndedNothingIsClaimed() throws IOException {
        ProcessInfo info;
        try (Child server = python(SERVER)) {
            info = info(server);
        }
        assertThat(holdings(info)).isEqualTo(Holdings.NONE);
    }

    private Child python(String script) throws IOException {
        String there = "import os\nos.chdir(os.environ['WORKSPACE'])\n";
        return Child.start(variables(), "python3", "-c", there + script);
    }

    private Map<String, String> variables() {
        return Map.of("WORKSPACE", workspace.toString(), "ELSEWHERE", elsewhere.toString());
    }

    private static ProcessInfo info(Child child) throws IOException {
        return LinuxSystem.local()
                .processes()
                .read(process -> true)
                .byPid(child.pid())
                .orElseThrow();
    }

    private static Holdings holdings(ProcessInfo process) {
        return LinuxSystem.local().evidence().holdings(process);
    }
}
