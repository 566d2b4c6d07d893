package io.jenkins.plugins.cleankill.engine.os.posix;

import io.jenkins.plugins.cleankill.engine.os.linux.Child;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.os.portable.Handles;
import io.jenkins.plugins.cleankill.engine.os.portable.PortableSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The port on the Linux that the tests run on. Environments are read for it, as Jenkins does. And it is given the clock by
 * which Java tells births here: that of {@code btime} in {@code /proc/stat}, which is in whole seconds.
 */
public final class PosixOnLinux {

    private PosixOnLinux() {}

    /** The port. */
    public static PosixSystem system() {
        return new PosixSystem(new PortableSystem(() -> PosixOnLinux::environment, clockOfBirths()));
    }

    private static LongSupplier clockOfBirths() {
        try {
            long pid = ProcessHandle.current().pid();
            long born = Handles.identity(ProcessHandle.current()).start();
            long bornInTicks = Child.identityOf(pid).start();
            LinuxSystem linux = LinuxSystem.local();
            long tick = linux.processes().tick().toMillis();
            return () -> born + (linux.processes().now().tick() - bornInTicks) * tick;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Map<String, String>> environment(long pid) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            return Optional.of(Arrays.stream(text.split("\0"))
                    .filter(variable -> variable.indexOf('=') > 0)
                    .collect(Collectors.toMap(
                            variable -> variable.substring(0, variable.indexOf('=')),
                            variable -> variable.substring(variable.indexOf('=') + 1),
                            (one, other) -> one)));
        } catch (IOException ignored) {
            // Gone, or another user's
            return Optional.empty();
        }
    }
}
