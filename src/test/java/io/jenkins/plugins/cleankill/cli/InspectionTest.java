package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The verbs that look and touch nothing. */
@EnabledOnOs(OS.LINUX)
class InspectionTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Process child;
    private String word;

    @AfterEach
    void endTheChild() {
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
    }

    @Test
    void explainsOneThatIgnoresTheSignal() throws IOException {
        start("trap '' TERM; echo READY; read line");

        assertThat(execute("explain", Long.toString(child.pid()))).isZero();
        assertThat(out.toString())
                .contains("process  sh (" + child.pid() + ")\n")
                .contains("row      plain: gets the signal\n")
                .contains("SIGTERM  would not end it: ignores SIGTERM\n");
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void explainsAnotherSignalToTheSameProcess() throws IOException {
        start("trap '' TERM; echo READY; read line");

        assertThat(execute("explain", "--signal", "SIGKILL", Long.toString(child.pid())))
                .isZero();
        assertThat(out.toString()).contains("SIGKILL  would end it: does not handle SIGKILL, which ends it soon\n");
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void explainsAShellThatWaitsForItsForegroundChild() throws IOException {
        start("trap : TERM; sh -c 'echo READY $$; read line'; echo not reached");

        assertThat(execute("explain", Long.toString(child.pid()))).isZero();
        assertThat(out.toString())
                .contains("row      held: is held until sh (")
                .contains("is a shell waiting for its foreground child ")
                .contains("(" + word.substring("READY ".length()) + ")\n");
    }

    @Test
    void explainsAZombieByTheParentThatDoesNotCollectIt() throws IOException {
        start("sh -c 'echo READY $$' & exec sleep 1000");
        String zombie = word.substring("READY ".length());

        do {
            out.getBuffer().setLength(0);
            assertThat(execute("explain", zombie)).isZero();
        } while (!out.toString().contains("parent   sleep (" + child.pid() + ")\nstate    Z (zombie)\n"));

        assertThat(out.toString())
                .contains("has ended, but its parent sleep (" + child.pid() + ") does not collect it\n");
    }

    @Test
    void explainsAStoppedProcessBySigtermAndBySigkill() throws IOException, InterruptedException {
        start("echo READY; kill -STOP $$; read line");
        String pid = Long.toString(child.pid());

        do {
            out.getBuffer().setLength(0);
            assertThat(execute("explain", pid)).isZero();
        } while (!out.toString().contains("state    T (stopped)\n"));

        assertThat(out.toString()).contains("SIGTERM  would not end it: is stopped\n");
        assertThat(execute("explain", "--signal", "KILL", pid)).isZero();
        assertThat(out.toString()).contains("SIGKILL  would end it: does not handle SIGKILL, which ends it soon\n");
    }

    @Test
    void namesWhoHoldsTheOutput() throws IOException {
        start("sh -c 'echo READY $$ >&3; exec sleep 1000' 3>&1 >/dev/null 2>&1 & read line");

        assertThat(execute("holders", Long.toString(child.pid()))).isZero();
        assertThat(out.toString())
                .containsPattern(
                        "stdout  \\S+ \\(" + word.substring("READY ".length()) + "\\), \\d+\\.\\d s old, can write by"
                                + " descriptor 3: no end-of-file for the reader before it lets go\n")
                .containsPattern("stdout  java \\(" + ProcessHandle.current().pid() + "\\), .* old, reads by descriptor"
                        + " \\d+: SIGPIPE for the writers when the last reader ends\n");
    }

    @ParameterizedTest
    @CsvSource({
        "CLEAN_KILL_COOKIE, true",
        "CLEAN_KILL_COOKIE_2, true",
        "CLEAN_KILL_NODE, true",
        "CLEAN_KILL_COOKIE_X, false",
        "CLEAN_KILL_COOKIES, false"
    })
    void aHolderCarriesABuildsCookieByEachOfItsVariables(String variable, boolean isCookie) throws IOException {
        start("env " + variable + "=0123456789abcdef0123456789abcdef"
                + " sh -c 'echo READY $$ >&3; exec sleep 1000' 3>&1 >/dev/null 2>&1 & read line");

        assertThat(execute("holders", Long.toString(child.pid()))).isZero();
        assertThat(out.toString())
                .containsPattern("stdout  \\S+ \\(" + word.substring("READY ".length()) + "\\), \\d+\\.\\d s old,"
                        + (isCookie ? " with a build's cookie," : "") + " can write by descriptor 3: ");
    }

    @Test
    void aProcessThatIsNotThereIsNamed() throws Exception {
        start("echo READY");
        child.waitFor();

        for (String verb : new String[] {"explain", "holders"}) {
            assertThat(execute(verb, Long.toString(child.pid()))).isEqualTo(125);
        }
        assertThat(err.toString()).contains("clean-kill: PID: no process has the pid " + child.pid() + "\n");
    }

    private void start(String script) throws IOException {
        child = new ProcessBuilder("sh", "-c", script).start();
        BufferedReader words = child.inputReader();
        word = words.readLine();
        assertThat(word).startsWith("READY");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
