package io.jenkins.plugins.cleankill.agent;

import hudson.model.Computer;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.util.SystemProperties;

/**
 * How long a build waits for an agent's answer. An agent may hang though its connection does not break; then a write to
 * the connection may block as well, with the lock that every other write needs: so no thread that a build waits for makes
 * a remote call, it waits for another thread that does.
 */
public final class AnswerLimit {

    /** The most that SIGKILL and its verification take. */
    public static final Duration TO_KILL = Duration.ofSeconds(5);

    /** This system property has the seconds of {@link #margin()}, where an agent needs more than 20. */
    static final String MARGIN_SECONDS = "io.jenkins.plugins.cleankill.answerMarginSeconds";

    private static final int USUAL_MARGIN_SECONDS = 20;

    /** The most that is left after a second abort. */
    public static final Duration HURRIED = TO_KILL.multipliedBy(2);

    private AnswerLimit() {}

    /** The most that launches, a loaded machine and the connection may add; and that an agent takes to answer at all. */
    public static Duration margin() {
        return Duration.ofSeconds(Math.max(1, SystemProperties.getInteger(MARGIN_SECONDS, USUAL_MARGIN_SECONDS)));
    }

    /** For a termination from its first remote call to its report: all windows, SIGKILL and the margin. */
    public static Duration of(Settings settings) {
        return settings.ladder().total().plus(TO_KILL).plus(margin());
    }

    /** For the part of a termination in a container: the agent has half of the margin left, to end what it sees itself. */
    public static Duration inContainer(Settings settings) {
        return of(settings).minus(margin().dividedBy(2));
    }

    /**
     * Waits for the work, which another thread does: a remote call that gets no answer can't be ended by its caller.
     *
     * @throws TimeoutException if it is not over in time; it goes on
     */
    public static <T> T await(Callable<T> work, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return CompletableFuture.supplyAsync(() -> unchecked(work), Computer.threadPoolForRemoting)
                .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
