package io.jenkins.plugins.cleankill.freestyle;

import hudson.Launcher;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.agent.HolderWatchTask;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has the agent look for processes that hold a command's output when it has ended. */
final class HolderWarnings {

    private static final Logger LOGGER = Logger.getLogger(HolderWarnings.class.getName());
    private static final Clock CLOCK = new SystemClock();
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Launcher plain;
    private final Supplier<OutputStream> log;
    private final Cookie cookie;
    private final boolean ended;
    private final Queue<CompletableFuture<Future<Void>>> watches = new ConcurrentLinkedQueue<>();

    /**
     * @param log takes a watch's lines, in UTF-8
     * @param cookie the cookie that the build's processes carry
     * @param ended whether the holders are ended with the build
     */
    HolderWarnings(Launcher plain, Supplier<OutputStream> log, Cookie cookie, boolean ended) {
        this.plain = plain;
        this.log = log;
        this.cookie = cookie;
        this.ended = ended;
    }

    /** Begins a watch without a wait, even for the connection. No thread of the controller waits for the answer. */
    void begin(CommandOutput command) {
        VirtualChannel channel = plain.getChannel();
        if (channel != null) {
            watches.add(CompletableFuture.supplyAsync(() -> watch(channel, command), Computer.threadPoolForRemoting));
        }
    }

    private Future<Void> watch(VirtualChannel channel, CommandOutput command) {
        try {
            return HolderWatchTask.begin(channel, cookie, command, ended, log.get());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** The last command has ended: its warnings come at once. A command that no thread waits for is not over. */
    void await() {
        Duration end = CLOCK.elapsed().plus(AT_MOST);
        for (CompletableFuture<Future<Void>> watch = watches.poll(); watch != null; watch = watches.poll()) {
            try {
                watch.get(millisUntil(end), TimeUnit.MILLISECONDS).get(millisUntil(end), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOGGER.log(Level.FINE, "The holders of an output were not named", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static long millisUntil(Duration end) {
        return Math.max(0, end.minus(CLOCK.elapsed()).toMillis());
    }
}
