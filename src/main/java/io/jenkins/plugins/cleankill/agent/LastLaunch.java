package io.jenkins.plugins.cleankill.agent;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.OnAbort;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Where and with which environment the last command of a build was started: an {@link OnAbort} runs in the same place.
 *
 * @param environment the variables, as {@code NAME=VALUE}
 * @param directory the working directory
 */
public record LastLaunch(String[] environment, FilePath directory) {

    private static final String DURABLE_COOKIE = "JENKINS_SERVER_COOKIE=";

    /**
     * Runs the command and waits for it, no longer than its limit. What runs longer is ended by the termination that
     * comes after it: Jenkins' own killing would let it run its next command.
     *
     * @param cookie selects the processes of that termination
     * @throws InterruptedException leaving it to that termination, too
     */
    public void run(OnAbort onAbort, Map<String, String> cookie, Launcher launcher, TaskListener listener)
            throws InterruptedException {
        long limit = onAbort.limit().toSeconds();
        say(listener, "running for at most " + limit + " s");
        try {
            Proc proc = launcher.launch()
                    .cmds("sh", "-c", literally(onAbort.command()))
                    .envs(environment(cookie))
                    .pwd(directory)
                    .quiet(true)
                    .stdout(listener)
                    .start();
            int exit = CompletableFuture.supplyAsync(() -> join(proc), Computer.threadPoolForRemoting)
                    .get(limit, TimeUnit.SECONDS);
            say(listener, "ended with exit code " + exit);
        } catch (TimeoutException e) {
            say(listener, "still runs after " + limit + " s; it is ended with the rest");
        } catch (IOException | ExecutionException e) {
            say(listener, "could not be run: " + e.getMessage());
        }
    }

    private static int join(Proc proc) {
        try {
            return proc.join();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private String[] environment(Map<String, String> cookie) {
        return Stream.concat(
                        Arrays.stream(environment).filter(LastLaunch::isNoCookie),
                        cookie.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()))
                .toArray(String[]::new);
    }

    /** Launchers replace {@code $NAME} in what they launch, and {@code $$} by one dollar; the shell shall do it. */
    public static String literally(String command) {
        return command.replace("$", "$$");
    }

    private static boolean isNoCookie(String variable) {
        return !variable.startsWith(Cookie.VARIABLE) && !variable.startsWith(DURABLE_COOKIE);
    }

    private static void say(TaskListener listener, String text) {
        listener.getLogger().println(LogLines.line("onAbort: " + text));
    }
}
