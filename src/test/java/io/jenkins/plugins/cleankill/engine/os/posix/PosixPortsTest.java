package io.jenkins.plugins.cleankill.engine.os.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.PortsContract;
import io.jenkins.plugins.cleankill.engine.os.Scenario;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.os.portable.PortableSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The port for Unix systems without {@code /proc} keeps what the ports promise. Java and ps(1) read {@code /proc} on this
 * Linux, so that it can't be hidden from them; the port's own code does not even name it.
 */
@EnabledOnOs(OS.LINUX)
class PosixPortsTest extends PortsContract {

    /** Not {@code engine/process}. */
    private static final Pattern PROC = Pattern.compile("/proc(?![a-z])");

    @Override
    protected Scenario newScenario() {
        return new PosixScenario();
    }

    @Test
    void noClassOfThePortNamesProc() {
        List<Path> classes = Stream.of(PosixSystem.class, PortableSystem.class, OperatingSystem.class)
                .flatMap(PosixPortsTest::besides)
                .toList();

        assertThat(classes).hasSizeGreaterThan(15).noneMatch(PosixPortsTest::namesProc);
        assertThat(besides(LinuxSystem.class)).anyMatch(PosixPortsTest::namesProc);
    }

    private static Stream<Path> besides(Class<?> of) {
        try {
            Path folder = Path.of(of.getResource(of.getSimpleName() + ".class").toURI())
                    .getParent();
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".class")).toList().stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Constants lie in a class file as they are. */
    private static boolean namesProc(Path file) {
        try {
            return PROC.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
