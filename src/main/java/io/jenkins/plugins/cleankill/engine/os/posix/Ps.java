package io.jenkins.plugins.cleankill.engine.os.posix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks ps(1) for what Java does not tell of processes: state and process group. */
final class Ps {

    /** On a busy machine it takes a second, as a rule a few hundredths. */
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final List<String> command;

    /** @param system the system property {@code os.name} */
    Ps(String system) {
        this.command = List.of("ps", "-A", "-o", "pid=", "-o", "pgid=", "-o", columnOfStates(system) + "=");
    }

    /** POSIX has none. */
    private static String columnOfStates(String system) {
        return switch (system) {
            case "SunOS" -> "s";
            case "AIX" -> "st";
            default -> "stat";
        };
    }

    /** By pid; nothing of any process where there is no ps, or no process can be started. */
    Map<Long, PsLine> lines() {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        // With the variables of a build it would be taken for one of its processes
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        try {
            Process ps = builder.start();
            CompletableFuture.delayedExecutor(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(ps::destroyForcibly);
            ps.getOutputStream().close();
            return read(ps);
        } catch (IOException | UncheckedIOException ignored) {
            // EAGAIN in a storm of forks, ENOENT: states and groups are not known then
            return Map.of();
        }
    }

    private static Map<Long, PsLine> read(Process ps) throws IOException {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(ps.getInputStream(), StandardCharsets.ISO_8859_1))) {
            return output.lines()
                    .flatMap(line -> PsLine.parse(line).stream())
                    .collect(Collectors.toMap(PsLine::pid, Function.identity(), (one, other) -> other));
        }
    }
}
