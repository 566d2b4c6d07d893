package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.LineQueue;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A COMMAND that runs when the engine fails. */
@EnabledOnOs(OS.LINUX)
class SupervisionTest {

    private final List<String> lines = new ArrayList<>();
    private Process command;

    @BeforeEach
    void start() throws IOException {
        command = new ProcessBuilder("sh", "-c", "trap 'exit 7' TERM; echo READY; while :; do sleep 0.1; done").start();
        assertThat(command.inputReader().readLine()).isEqualTo("READY");
    }

    @AfterEach
    void end() {
        command.descendants().forEach(ProcessHandle::destroyForcibly);
        command.destroyForcibly();
    }

    /** EAGAIN of clone(2), RLIMIT_NPROC for instance, is an Error in Java. */
    @Test
    void withoutAThreadToBeHadCommandIsEndedAllTheSame() throws Exception {
        AbortSwitch abort = new AbortSwitch();
        abort.request("Aborted by a test");

        assertThatThrownBy(() -> supervision(abort).run()).isInstanceOf(OutOfMemoryError.class);

        assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(command.exitValue()).as("it has had SIGTERM").isEqualTo(7);
    }

    private Supervision supervision(AbortSwitch abort) {
        return new Supervision(
                command,
                new CompletableFuture<>(),
                "sh",
                Scope.ofCommand(Cookie.random(), false),
                withoutThreads(HostSystem.detect()),
                Settings.DEFAULT,
                abort,
                new ReportFiles(),
                new LineQueue(lines::add),
                lines::add);
    }

    private static OperatingSystem withoutThreads(OperatingSystem machine) {
        return (OperatingSystem) Proxy.newProxyInstance(
                OperatingSystem.class.getClassLoader(),
                new Class<?>[] {OperatingSystem.class},
                (proxy, method, arguments) -> call(machine, method, arguments));
    }

    private static Object call(OperatingSystem machine, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("newWatchdog")) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        try {
            return method.invoke(machine, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
