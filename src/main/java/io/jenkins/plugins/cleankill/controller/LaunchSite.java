package io.jenkins.plugins.cleankill.controller;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.OnAbort;
import io.jenkins.plugins.cleankill.engine.report.OnAbortRecord;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Where and with which environment the last command of a build was started: an {@link OnAbort} runs in the same place.
 *
 * @param environment the variables, as {@code NAME=VALUE}
 * @param directory the working directory
 */
public record LaunchSite(String[] environment, FilePath directory) {

    private static final String DURABLE_COOKIE = "JENKINS_SERVER_COOKIE=";

    /**
     * Runs the command and waits for it, no longer than its limit. A command that runs longer is ended by the
     * termination that comes after it: Jenkins' own killing would let it run its next command.
     *
     * @param cookie selects the processes of that termination
     * @param hurry completes if another abort leaves no time; so does an interrupt of the thread, whose flag is then set
     * @return how it ended
     */
    public OnAbortRecord run(
            OnAbort onAbort,
            Map<String, String> cookie,
            Launcher launcher,
            TaskListener listener,
            CompletableFuture<?> hurry) {
        return new OnAbortRun(onAbort, listener)
                .of(
                        launcher.launch()
                                .cmds(words(onAbort.command(), launcher.isUnix()))
                                .envs(environment(cookie))
                                .pwd(directory)
                                .quiet(true)
                                .stdout(listener),
                        hurry);
    }

    /** Says that the command was not run, where no command of the build is known. */
    public static OnAbortRecord runNowhere(OnAbort onAbort, TaskListener listener) {
        return new OnAbortRun(onAbort, listener).nowhere();
    }

    /** The words that run the command. Outer quotes keep all of it one word for Java, and {@code /s} takes them off. */
    static String[] words(String command, boolean isUnix) {
        String literal = literally(command);
        return isUnix ? new String[] {"sh", "-c", literal} : new String[] {"cmd", "/s", "/c", "\"" + literal + "\""};
    }

    private String[] environment(Map<String, String> cookie) {
        return Stream.concat(
                        Arrays.stream(environment).filter(variable -> !isReplaced(variable, cookie)),
                        cookie.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()))
                .toArray(String[]::new);
    }

    /** Launchers replace {@code $NAME} in what they launch, and {@code $$} by one dollar; the shell shall do it. */
    public static String literally(String command) {
        return command.replace("$", "$$");
    }

    private static boolean isReplaced(String variable, Map<String, String> cookie) {
        return variable.startsWith(DURABLE_COOKIE)
                || cookie.containsKey(variable.substring(0, Math.max(0, variable.indexOf('='))));
    }
}
