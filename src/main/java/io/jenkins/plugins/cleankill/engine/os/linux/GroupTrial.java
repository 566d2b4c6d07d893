package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Uninterruptibly;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tries whether groups can be made in a group, and processes be moved there.
 *
 * @param own our own group
 * @param systemd the directory that systemd makes where it is the machine's init, see sd_booted(3)
 */
record GroupTrial(GroupDirectory own, Path systemd) {

    /** Another agent in the same group removes what is empty: it may meet the one that is just tried. */
    private static final int ATTEMPTS = 3;

    private static final int PATIENCE_SECONDS = 10;

    /** The reason why they can't, in words; empty if they can. */
    Optional<String> obstacle() {
        if (Files.isDirectory(systemd) && !isDelegated()) {
            return Optional.of(own.path() + " is systemd's: it is not marked as delegated (Delegate=yes)");
        }
        Optional<String> obstacle = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            obstacle = obstacleTo(new GroupDirectory(own.path()
                    .resolve(GroupName.ofCookie(Cookie.random().value()).value())));
            if (obstacle.isEmpty()) {
                return obstacle;
            }
        }
        return obstacle;
    }

    private Optional<String> obstacleTo(GroupDirectory child) {
        try {
            Files.createDirectory(child.path());
        } catch (IOException e) {
            return Optional.of("no group can be made in " + own.path() + ": " + reason(e));
        }
        try {
            return canBeEntered(child) ? Optional.empty() : Optional.of("no process can be moved within " + own.path());
        } catch (IOException e) {
            return Optional.of("no process can be started to be moved: " + e.getMessage());
        } finally {
            child.remove();
        }
    }

    /** A process that writes 0 moves itself. */
    private boolean canBeEntered(GroupDirectory child) throws IOException {
        Process process = new ProcessBuilder(
                        "/bin/sh", "-c", "echo 0 >\"$1\" && echo 0 >\"$2\"", "sh", file(child), file(own))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            // An abort of the first build must not decide for all that follow
            boolean over = Uninterruptibly.await(() -> process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> {});
            return over && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String file(GroupDirectory group) {
        return group.path().resolve(GroupDirectory.PROCESSES).toString();
    }

    /** Since systemd 251 a delegated group has this attribute, see "Delegate=" in systemd.resource-control(5). */
    private boolean isDelegated() {
        try {
            return Files.getAttribute(own.path(), "user:delegate") instanceof byte[] value
                    && value.length == 1
                    && value[0] == '1';
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException ignored) {
            // ENODATA, EOPNOTSUPP: it has no such attribute
            return false;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : e.toString();
    }
}
