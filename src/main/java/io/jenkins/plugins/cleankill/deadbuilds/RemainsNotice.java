package io.jenkins.plugins.cleankill.deadbuilds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Executor;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Tells a build, before its checkout, of processes that dead builds have left where it starts, and has it wait for their
 * end if the administrator wants them ended. It looks for none itself: a search was begun when the executor began its work.
 */
public final class RemainsNotice {

    /** A search takes some ten milliseconds; the build does not wait for an agent that is slower than this. */
    private static final Duration TO_FIND = Duration.ofSeconds(10);

    private static final Duration AFTER_THE_WINDOWS = Duration.ofSeconds(30);
    private static final int MOST_BUILDS = 2;

    private static final Map<Executor, Search> BY_EXECUTOR = Collections.synchronizedMap(new WeakHashMap<>());

    private RemainsNotice() {}

    /** What the executor begins to work on will meet what that search finds. */
    static void begins(Executor executor, Search search) {
        BY_EXECUTOR.put(executor, search);
    }

    /**
     * Prints what was found, once for whatever the executor works on.
     *
     * @param executor null if there is none
     * @param log the build's
     * @return completes when the build may begin; it never fails
     */
    public static CompletableFuture<Void> print(@CheckForNull Executor executor, PrintStream log) {
        Search search = executor == null ? null : BY_EXECUTOR.remove(executor);
        if (search == null) {
            return CompletableFuture.completedFuture(null);
        }
        return search.found()
                .completeOnTimeout(List.of(), TO_FIND.toSeconds(), TimeUnit.SECONDS)
                .thenCompose(found -> print(found, search, log));
    }

    /** The same, and waits. An interrupt ends the wait: the thread's flag is set then. */
    public static void printAndAwait(@CheckForNull Executor executor, PrintStream log) {
        try {
            print(executor, log).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a search does not fail", e);
        }
    }

    private static CompletableFuture<Void> print(List<Remains> all, Search search, PrintStream log) {
        List<Remains> found = all.stream().filter(Remains::isWorthTelling).toList();
        found.stream().limit(MOST_BUILDS).forEach(remains -> say(log, remains.sentence()));
        if (found.size() > MOST_BUILDS) {
            say(
                    log,
                    (found.size() - MOST_BUILDS) + " more builds have left processes here; the agent's log names them");
        }
        if (found.stream().noneMatch(Remains::isToBeEnded)) {
            return CompletableFuture.completedFuture(null);
        }
        return search.over()
                .completeOnTimeout(false, longest().toSeconds(), TimeUnit.SECONDS)
                .thenAccept(ended -> say(
                        log,
                        ended
                                ? "What was left here has ended"
                                : "Not all of what was left here has ended; the agent's log tells more"));
    }

    private static Duration longest() {
        try {
            return CleanKillConfiguration.get()
                    .resolve(new KillFields())
                    .settings()
                    .ladder()
                    .total()
                    .plus(AFTER_THE_WINDOWS);
        } catch (InvalidSettingException e) {
            return AFTER_THE_WINDOWS; // the search has said so
        }
    }

    private static void say(PrintStream log, String text) {
        log.println(LogLines.line(text));
    }
}
