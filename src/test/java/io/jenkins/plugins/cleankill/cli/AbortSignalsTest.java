package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A signal to the command, which needs no new thread: in a storm of forks there is none to be had. */
@EnabledOnOs(OS.LINUX)
class AbortSignalsTest {

    /** Tells which thread has asked for the abort. */
    public static void main(String[] arguments) {
        AbortSwitch abort = new AbortSwitch();
        CompletableFuture<Void> told = abort.requested()
                .thenAccept(cause -> System.out.println(
                        cause + " in " + Thread.currentThread().getName()));
        AbortSignals.connect(abort);
        System.out.println("READY");
        told.join();
    }

    @Test
    void areTakenByAThreadThatIsThereFromTheStart() throws Exception {
        Process jvm = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        // In another pid namespace a JVM of the same pid may have that file, of which this one would
                        // warn
                        "-XX:-UsePerfData",
                        // As the jar's manifest says
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbortSignalsTest.class.getName())
                .start();
        try (BufferedReader words = jvm.inputReader()) {
            assertThat(words.readLine()).isEqualTo("READY");

            jvm.toHandle().destroy();

            assertThat(words.readLine()).isEqualTo("Aborted by SIGTERM in Signal Dispatcher");
            assertThat(jvm.waitFor()).isZero();
        } finally {
            jvm.destroyForcibly();
        }
    }
}
