package io.jenkins.plugins.cleankill.docker;

import hudson.Launcher;
import hudson.Proc;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.LaunchSite;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The {@code docker} command of an agent, asked by scripts, each within a limit: its daemon may hang. */
final class DockerClient {

    private static final Clock CLOCK = new SystemClock();

    private final Launcher launcher;
    private final String[] environment;

    /**
     * @param launcher the agent's own
     * @param environment the variables by which the build's commands find docker and its daemon
     */
    DockerClient(Launcher launcher, List<String> environment) {
        this.launcher = launcher;
        this.environment = environment.toArray(String[]::new);
    }

    /**
     * The output of a script.
     *
     * @throws IOException if the script can't be started or fails; the message is docker's own
     * @throws TimeoutException if it was not over in time, and was ended
     */
    String run(String script, Duration limit, List<String> arguments)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return AnswerLimit.await(() -> start(script, limit, arguments), limit.plus(AnswerLimit.TO_KILL));
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static IOException unwrapped(ExecutionException e) throws TimeoutException {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof TimeoutException timeout) {
            throw timeout;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }

    private String start(String script, Duration limit, List<String> arguments)
            throws IOException, InterruptedException, TimeoutException {
        ByteArrayOutputStream output = new BoundedOutput();
        ByteArrayOutputStream errors = new BoundedOutput();
        List<String> command = Stream.concat(Stream.of("sh", "-c", script, "sh"), arguments.stream())
                .map(LaunchSite::literally)
                .toList();
        Proc proc = launcher.launch()
                .cmds(command)
                .envs(environment)
                .quiet(true)
                .stdout(output)
                .stderr(errors)
                .start();
        Duration begun = CLOCK.elapsed();
        int exit = proc.joinWithTimeout(limit.toMillis(), TimeUnit.MILLISECONDS, TaskListener.NULL);
        if (exit != 0 && CLOCK.elapsed().minus(begun).compareTo(limit) >= 0) {
            throw new TimeoutException();
        }
        if (exit != 0) {
            throw new IOException(reason(errors.toString(StandardCharsets.UTF_8), exit));
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** The last line of docker's errors says what failed. */
    private static String reason(String errors, int exit) {
        return errors.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((earlier, last) -> last)
                .orElse("docker ended with exit code " + exit);
    }

    /** An agent may be anybody's: what goes beyond the bound is dropped, and the answer breaks off. */
    private static final class BoundedOutput extends ByteArrayOutputStream {

        private static final int MOST_BYTES = 8 * 1024 * 1024;

        @Override
        public synchronized void write(int b) {
            if (count < MOST_BYTES) {
                super.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (count + length <= MOST_BYTES) {
                super.write(bytes, offset, length);
            }
        }
    }
}
