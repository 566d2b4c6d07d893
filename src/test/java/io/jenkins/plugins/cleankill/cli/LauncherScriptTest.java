package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.TestJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that starts the JVM: a copy of it, whose java runs the classes of this test. */
@EnabledOnOs(OS.LINUX)
class LauncherScriptTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws IOException {
        Files.copy(script(), folder.resolve("clean-kill"));
        Files.createDirectories(folder.resolve("standalone/target"));
        Files.createFile(folder.resolve("standalone/target/clean-kill.jar"));
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\necho \"${LC_ALL-}\" >\"$0.locale\"\necho \"$*\" >>\"$0.starts\"\nwhile [ \"$1\" != -jar ]; do shift; done; shift 2\nexec \"%s/bin/java\" %s -cp \"%s\" %s \"$@\"\n"
                        .formatted(
                                System.getProperty("java.home"),
                                TestJvm.NATIVE_ACCESS,
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "sh"})
    void whatIsClosedHasNothingToRead(String shell) throws Exception {
        String closed = "exec \"$@\" <&- 2>&-";
        List<String> line = new ArrayList<>(List.of("sh", "-c", closed, "sh"));
        if (new CommandFile(System.getenv("PATH")).find(shell).isPresent()) {
            line.add(shell);
        }
        line.addAll(List.of(
                folder.resolve("clean-kill").toString(),
                "run",
                "--",
                "sh",
                "-c",
                "readlink /proc/self/fd/0; wc -c; echo lost >&2"));

        assertThat(out(line)).isEqualToIgnoringWhitespace("/dev/null 0");
    }

    /** dash drops what is no name for a shell, bash exports its functions under such names. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "b\\303\\274cher"})
    void variablesWithNamesThatAreNoneForAShellReachTheCommand(String word) throws Exception {
        assumeTrue(new CommandFile(System.getenv("PATH")).find("dash").isPresent(), "needs dash");
        String script = "exec env LC_ALL=C 'A.B=1  2' \"$(printf 'f%%%%=() {\\n\\303\\274 }')\""
                + " dash \"$0\" run -- sh -c 'tr \"\\0\" \"|\" </proc/$$/environ; echo \"$0\"' \"$(printf '" + word
                + "')\"";

        String out =
                out(List.of("sh", "-c", script, folder.resolve("clean-kill").toString()));

        assertThat(out)
                .contains("|A.B=1  2|", "|f%%=() {\n\u00fc }|", "|LC_ALL=C|")
                .doesNotContain("CLEAN_KILL_ENVIRON")
                .endsWith(word.replace("\\303\\274", "\u00fc") + "\n");
    }

    /** The JVM canonicalizes its class path in the locale's encoding, which must have the letters of the folder. */
    @Test
    void aFolderWhoseNameTheLocaleHasNotIsStartedFrom() throws Exception {
        String script =
                "cd \"$0\"; there=$(printf 'b\\303\\274cher'); mkdir \"$there\"; mv clean-kill standalone \"$there\";"
                        + " LC_ALL=C exec \"$there/clean-kill\" run -- env";

        assertThat(out(List.of("sh", "-c", script, folder.toString())).lines()).contains("LC_ALL=C");
        assertThat(folder.resolve("bin/java.locale")).hasContent("C.UTF-8");
    }

    @Test
    void aReportForTheOutputComesAfterIt() throws Exception {
        Path log = folder.resolve("log");
        String redirected = "log=$1; shift; exec \"$@\" >\"$log\"";

        out(List.of(
                "sh",
                "-c",
                redirected,
                "sh",
                log.toString(),
                folder.resolve("clean-kill").toString(),
                "run",
                "--report",
                "/dev/stdout",
                "--",
                "echo",
                "important"));

        assertThat(log).content().startsWith("important\n{").endsWith("}\n");
    }

    @Test
    void theArchiveOfClassesIsMadeOnceAndUsed() throws Exception {
        Path archive = folder.resolve("standalone/target/clean-kill.jsa");
        List<String> line = List.of(folder.resolve("clean-kill").toString(), "run", "--", "echo", "ended");

        assertThat(out(line)).isEqualTo("ended\n");
        assertThat(starts()).hasSize(2).first(as(STRING)).contains("-XX:ArchiveClassesAtExit=");
        assertThat(archive).as("this java makes none").isEmptyFile();

        assertThat(out(line)).isEqualTo("ended\n");
        assertThat(starts()).hasSize(3).last(as(STRING)).doesNotContain("jsa");

        Files.writeString(archive, "classes");
        assertThat(out(line)).isEqualTo("ended\n");
        assertThat(starts()).hasSize(4).last(as(STRING)).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(folder.resolve("standalone/target").toFile().list())
                .as("nothing half made")
                .containsExactlyInAnyOrder("clean-kill.jar", "clean-kill.jsa");
    }

    private List<String> starts() throws IOException {
        return Files.readAllLines(folder.resolve("bin/java.starts"));
    }

    private String out(List<String> line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", folder.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    /** At the root of the project, which is the folder of one build or that above the other's. */
    private static Path script() {
        Path here = Path.of("clean-kill").toAbsolutePath();
        return Files.exists(here) ? here : Path.of("..", "clean-kill").toAbsolutePath();
    }
}
