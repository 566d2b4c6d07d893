package io.jenkins.plugins.cleankill.freestyle;

import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.agent.HolderWatchTask;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has the agent look for processes that hold a command's output when it has ended. */
final class HolderWarnings {

    private static final Logger LOGGER = Logger.getLogger(HolderWarnings.class.getName());
    private static final Clock CLOCK = new SystemClock();
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Launcher plain;
    private final TaskListener listener;
    private final Cookie cookie;
    private final boolean ended;
    private final Queue<Future<Void>> watches = new ConcurrentLinkedQueue<>();

    /**
     * @param cookie what the build's processes carry
     * @param ended whether the holders are ended with the build
     */
    HolderWarnings(Launcher plain, TaskListener listener, Cookie cookie, boolean ended) {
        this.plain = plain;
        this.listener = listener;
        this.cookie = cookie;
        this.ended = ended;
    }

    void begin(CommandOutput command) {
        VirtualChannel channel = plain.getChannel();
        if (channel == null) {
            return;
        }
        try {
            watches.add(HolderWatchTask.begin(channel, cookie, command, ended, listener.getLogger()));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The holders of an output will not be named", e);
        }
    }

    /** The last command has ended: what there is to say of it comes at once. One that nobody waits for is not over. */
    void await() {
        Duration end = CLOCK.elapsed().plus(AT_MOST);
        for (Future<Void> watch = watches.poll(); watch != null; watch = watches.poll()) {
            try {
                watch.get(Math.max(0, end.minus(CLOCK.elapsed()).toMillis()), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOGGER.log(Level.FINE, "The holders of an output were not named", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
