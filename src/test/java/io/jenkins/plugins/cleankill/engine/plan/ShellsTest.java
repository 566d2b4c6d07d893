package io.jenkins.plugins.cleankill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellsTest {

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/bash, /bin/sh -e, true",
        "/usr/bin/dash, sh, true",
        "/usr/bin/zsh-5.9, zsh, true",
        "/bin/mksh-static, sh, true",
        "/bin/bash (deleted), -bash, true",
        "/bin/busybox, sh -c x, true",
        "/bin/busybox, busybox ash, true",
        "/bin/busybox, busybox, true",
        "/bin/busybox, /bin/sleep 100, false",
        "/bin/busybox, busybox sleep, false",
        "/usr/bin/python3, bash, false",
        "/usr/bin/bashful, bash, false",
        "/usr/bin/sh/tool, sh, false"
    })
    void knowsAShellByItsExecutable(String executable, String arguments, boolean shell) {
        ProcessDetails details = ProcessDetails.of(executable, SignalSets.DEFAULT, List.of(), arguments.split(" "));

        assertThat(Shells.isShell(process().with(details))).isEqualTo(shell);
    }

    @Test
    void aProcessWithoutDetailsIsNoShell() {
        assertThat(Shells.isShell(process())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-i, true", "-ic, true", "-ei, true", "-e, false", "--init-file, false", "i, false", "-i.sh, false"})
    void knowsTheOptionOfAnInteractiveShell(String first, boolean interactive) {
        assertThat(Shells.isToldToBeInteractive(bash(first))).isEqualTo(interactive);
    }

    @ParameterizedTest
    @CsvSource({
        "--norc -i, true",
        "-x -i script.sh, true",
        "-o pipefail -i, true",
        "--rcfile file -i, true",
        "-c echo -i, false",
        "script.sh -i, false",
        "-o -i, false"
    })
    void anyOfItsOptionsMayBeIt(String arguments, boolean interactive) {
        assertThat(Shells.isToldToBeInteractive(bash(arguments.split(" ")))).isEqualTo(interactive);
    }

    /** A pattern that goes back needs a time that grows with the square of the argument's length. */
    @Test
    void aLongArgumentIsReadOnce() {
        ProcessInfo bash = bash("-" + "i".repeat(400_000) + ".");

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(Shells.isToldToBeInteractive(bash)).isFalse());
    }

    private static ProcessInfo bash(String... arguments) {
        String[] all = Stream.concat(Stream.of("bash"), Stream.of(arguments)).toArray(String[]::new);
        return process().with(ProcessDetails.of("/bin/bash", SignalSets.DEFAULT, List.of(), all));
    }

    private static ProcessInfo process() {
        return new ProcessInfo(new ProcessIdentity(7, 1), 1, ProcessState.SLEEPING, "bash", Environment.NOT_READ);
    }
}
