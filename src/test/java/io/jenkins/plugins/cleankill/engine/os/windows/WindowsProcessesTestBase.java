package io.jenkins.plugins.cleankill.engine.os.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Programs of Windows that a test starts, and that have ended when it has. */
abstract class WindowsProcessesTestBase {

    private static final int ERROR_INTERNAL_ERROR = 1359;

    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(100);

    final WindowsSystem system = new WindowsSystem();
    final ExitWaiter waiter = system.newExitWaiter();
    final Cookie cookie = Cookie.random();
    final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        waiter.close();
        for (Process process : started) {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The processes that live and carry the cookie. */
    static List<ProcessInfo> carrying(WindowsSystem system, Cookie cookie) throws IOException {
        return system.processes().read(id -> true).all().stream()
                .filter(each -> each.isAlive() && each.environment().hasAll(cookie.asVariables()))
                .toList();
    }

    final ProcessIdentity awaitChild(Process parent, String name) throws IOException {
        Duration end = system.clock().elapsed().plus(LONG);
        while (system.clock().elapsed().compareTo(end) < 0) {
            Optional<ProcessInfo> child = system.processes().read(id -> false).all().stream()
                    .filter(process ->
                            process.parent() == parent.pid() && process.name().equalsIgnoreCase(name))
                    .findFirst();
            if (child.isPresent()) {
                return child.get().identity();
            }
            waiter.pause(Duration.ofMillis(10));
        }
        throw new AssertionError(name + " was not started");
    }

    final ProcessIdentity sleeper() throws IOException {
        return identity(start("ping", "-n", "600", "127.0.0.1"));
    }

    final Process role(String kind) throws IOException {
        Process process = start(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                WindowsRole.class.getName(),
                kind,
                "it");
        assertThat(firstLine(process)).isEqualTo("READY it");
        return process;
    }

    final Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(cookie.asVariables());
        Process process = start(builder);
        started.add(process);
        return process;
    }

    /** wine on a busy machine fails now and then to start a program, with an error of its own: once more, then. */
    private static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("CreateProcess error=" + ERROR_INTERNAL_ERROR)) {
                return builder.start();
            }
            throw e;
        }
    }

    static String firstLine(Process process) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = process.getInputStream().read();
                next >= 0;
                next = process.getInputStream().read()) {
            if (next == '\n' && !line.toString().isBlank()) {
                return line.toString().strip();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    static List<String> output(Process process) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            return reader.lines().map(String::strip).toList();
        }
    }

    final ProcessInfo info(ProcessIdentity process) throws IOException {
        return system.processes().read(process::equals).find(process).orElseThrow();
    }

    final ProcessIdentity identity(Process process) {
        return identityOf(process.pid());
    }

    final ProcessIdentity identityOf(long pid) {
        try (OpenProcess open = OpenProcess.of(pid, 0).orElseThrow()) {
            return open.identity();
        }
    }
}
