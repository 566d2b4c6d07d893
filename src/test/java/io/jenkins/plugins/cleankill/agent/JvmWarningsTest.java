package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that can't start a thread, and what it prints of that by itself. */
class JvmWarningsTest {

    private static final String CONNECTION = "connection";

    /** No address space has a place for such a stack: pthread_create(3) answers EAGAIN, as it does in a storm of forks. */
    static final long NO_SUCH_STACK = 1L << 60;

    @TempDir
    private Path folder;

    /** @param arguments {@value #CONNECTION} where the standard output is the connection */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains(CONNECTION)) {
            System.setOut(System.err); // as remoting does
        }
        JvmWarnings.keepOutOfTheConnection();
        assertThatThrownBy(() -> new Thread(null, () -> {}, "none", NO_SUCH_STACK).start())
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void goToTheStandardErrorWhereTheStandardOutputIsTheConnection() throws Exception {
        run(CONNECTION);

        assertThat(folder.resolve("out")).isEmptyFile();
        assertThat(folder.resolve("err")).content().contains("thread");
    }

    @Test
    void stayWhereTheyWereInAJvmOfAnotherKind() throws Exception {
        run();

        assertThat(folder.resolve("out")).content().contains("thread");
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder jvm = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // In another pid namespace a JVM of the same pid may have that file, of which this one would warn
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                JvmWarningsTest.class.getName());
        jvm.command().addAll(List.of(arguments));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();

        int exit = jvm.redirectOutput(out).redirectError(err).start().waitFor();

        assertThat(exit).as(Files.readString(err.toPath())).isZero();
    }
}
