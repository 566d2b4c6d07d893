package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A proc file system that hides the processes of others from an ordinary user, {@code hidepid} in proc(5): what the command has
 * started is ended, what can't be seen is said not to be, and no process of another, or of the same user's other work, is signalled.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class HiddenProcessesTest {

    private static final String AS_NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

    /** Two neighbours, root's and the user's own; then the command, ended at a mark; then whether they still live. */
    private static final String MACHINE = """
            mount -t proc -o "hidepid=$0" proc /proc || exit 77
            sleep 1000 & root=$!
            AS_NOBODY sleep 1000 & nobody=$!
            AS_NOBODY "$@" & command=$!
            until [ -e READY ]; do kill -0 $command || exit; sleep 0.1; done
            kill -TERM $command
            wait $command
            code=$?
            kill -0 $root && kill -0 $nobody && echo 'the neighbours live' >&2
            exit $code
            """.replace("AS_NOBODY ", AS_NOBODY);

    private static final List<String> NAMESPACES = List.of("unshare", "--mount", "--pid", "--fork", "--kill-child");

    private static final String SENTENCE =
            "[clean-kill] Processes of other users are hidden here (hidepid, see proc(5)):"
                    + " one that has become another user's is neither found nor named";

    private static final String BUILD =
            "trap 'echo told; exit 3' TERM; sleep 1000 & (sleep 1000 & sleep 1000) & : >READY; wait; echo NEXT";

    @TempDir
    private Path folder;

    private Path mark;
    private Path copies;
    private Path out;

    @BeforeEach
    void need() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && Shell.isInstalled("setpriv")
                        && Shell.isInstalled("unshare")
                        && runs("mount -t proc -o hidepid=2 proc /proc"),
                "needs root, setpriv, and the right to mount a proc file system in namespaces of its own");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        copies = Files.createDirectory(folder.resolve("classes"));
        out = folder.resolve("out");
        Path marks = Files.createDirectory(folder.resolve("marks"));
        Files.setPosixFilePermissions(marks, PosixFilePermissions.fromString("rwxrwxrwx"));
        mark = marks.resolve("ready");
    }

    private static boolean runs(String script) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(NAMESPACES);
        line.addAll(List.of("sh", "-c", script));
        return new ProcessBuilder(line)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void whatItHasStartedIsEndedAndNoOther(String hidepid) throws Exception {
        try (CommandUnderTest run = start(hidepid)) {
            assertThat(run.exitCode()).as("%s", run.errLines()).isEqualTo(ExitCodes.ABORTED);

            assertThat(run.out()).isEqualTo("told\n");
            assertThat(run.errLines())
                    .contains(SENTENCE, "the neighbours live")
                    .anyMatch(line ->
                            line.matches("\\[clean-kill] Over after .*: 4 ended by themselves, 0 killed, 0 left"));
        }
    }

    @Test
    void whereNothingIsHiddenNothingIsSaid() throws Exception {
        try (CommandUnderTest run = start("0")) {
            assertThat(run.exitCode()).as("%s", run.errLines()).isEqualTo(ExitCodes.ABORTED);

            assertThat(run.errLines()).contains("the neighbours live").noneMatch(line -> line.contains("hidepid"));
        }
    }

    private CommandUnderTest start(String hidepid) throws IOException {
        List<String> prefix = Stream.concat(NAMESPACES.stream(), Stream.of("sh", "-c", atTheMark(MACHINE), hidepid))
                .toList();
        return CommandUnderTest.startAsAnother(
                prefix, copies, out, "run", "--ladder", "TERM 5s", "--", "sh", "-c", atTheMark(BUILD));
    }

    private String atTheMark(String script) {
        return script.replace("READY", "'" + mark + "'");
    }
}
