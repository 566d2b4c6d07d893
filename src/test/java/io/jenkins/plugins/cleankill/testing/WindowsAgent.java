package io.jenkins.plugins.cleankill.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.Which;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.DumbSlave;
import hudson.slaves.SlaveComputer;
import io.jenkins.plugins.cleankill.engine.os.windows.Wine;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jvnet.hudson.test.JenkinsRule;

/** An agent in a Windows JVM under wine. */
public final class WindowsAgent implements AutoCloseable {

    private static final int EXECUTORS = 20;

    private final Wine wine;
    private final DumbSlave node;

    private WindowsAgent(Wine wine, DumbSlave node) {
        this.wine = wine;
        this.node = node;
    }

    /** Connects an agent of that name, below that folder, under a wine of its own. Skips the test where its Java is too old. */
    public static WindowsAgent connect(JenkinsRule jenkins, String name, Path folder) throws Exception {
        int needed = javaVersionOfRemoting();
        assumeTrue(
                Wine.javaVersion() >= needed,
                () -> "this Jenkins' agents need Java " + needed + ", and CLEAN_KILL_WINDOWS_JAVA is older");
        Wine wine = new Wine(folder.resolve("wine"));
        try {
            return new WindowsAgent(wine, connect(jenkins, name, folder, new Starter(wine, List.of())));
        } catch (Exception e) {
            wine.close();
            throw e;
        }
    }

    /** By the class file format, JVMS 4.1: the major version after a magic number and the minor one, 45 for Java 1. */
    private static int javaVersionOfRemoting() throws IOException {
        try (DataInputStream file = new DataInputStream(Channel.class.getResourceAsStream("Channel.class"))) {
            file.readInt();
            file.readUnsignedShort();
            return file.readUnsignedShort() - 44;
        }
    }

    /** Another agent under the same wine, which ends with the first one. */
    public DumbSlave another(JenkinsRule jenkins, String name, Path folder, String... options) throws Exception {
        return connect(jenkins, name, folder, new Starter(wine, List.of(options)));
    }

    private static DumbSlave connect(JenkinsRule jenkins, String name, Path folder, Starter starter) throws Exception {
        DumbSlave node = new DumbSlave(name, Wine.path(folder.resolve(name)), starter);
        node.setNumExecutors(EXECUTORS);
        jenkins.jenkins.addNode(node);
        jenkins.waitOnline(node);
        return node;
    }

    public DumbSlave node() {
        return node;
    }

    /** Whether the process, as Linux knows it, runs under this agent's wine. */
    public boolean owns(long pid) {
        return wine.owns(pid);
    }

    @Override
    public void close() throws IOException {
        wine.close();
    }

    /** Over a socket: wine can't tell how many bytes of an input that is a pipe of Linux are there, and remoting asks. */
    private static final class Starter extends ComputerLauncher {

        private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

        private final transient Wine wine;
        private final transient List<String> options;

        Starter(Wine wine, List<String> options) {
            this.wine = wine;
            this.options = options;
        }

        @Override
        public void launch(SlaveComputer computer, TaskListener listener) throws IOException, InterruptedException {
            try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                wine.program(command(port.getLocalPort()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                port.setSoTimeout((int) STARTS_WITHIN.toMillis());
                Socket agent = port.accept();
                computer.setChannel(agent.getInputStream(), agent.getOutputStream(), listener, null);
            }
        }

        private List<String> command(int port) throws IOException {
            List<String> command = new ArrayList<>(List.of(Wine.java().toString(), "-XX:TieredStopAtLevel=1"));
            command.addAll(options);
            command.addAll(
                    List.of("-jar", Wine.path(Which.jarFile(Channel.class).toPath())));
            command.addAll(List.of("-connectTo", "127.0.0.1:" + port));
            return command;
        }
    }
}
