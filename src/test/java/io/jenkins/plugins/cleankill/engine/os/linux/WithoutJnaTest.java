package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A JVM that can't load JNA's library, as with a temporary directory mounted noexec. */
@EnabledOnOs(OS.LINUX)
class WithoutJnaTest {

    /** Prints what such a JVM says. */
    public static void main(String[] args) {
        LinuxSystem system = LinuxSystem.local();
        system.limitations().forEach(System.out::println);
        System.out.println(system.outputPipes().isPresent());
        system.newExitWaiter().close();
    }

    @Test
    void saysSoInOneSentenceAndGoesOn() throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djna.nounpack=true",
                        "-Djna.nosys=true",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WithoutJnaTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jvm.waitFor()).as(output).isZero();
        assertThat(output.lines().toList()).hasSize(2).last().isEqualTo("false");
        assertThat(output).startsWith("JNA could not be loaded (").contains("): signals go through the kill command");
    }
}
