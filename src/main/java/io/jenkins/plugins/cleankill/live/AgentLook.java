package io.jenkins.plugins.cleankill.live;

import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.ListBuildsTask;
import io.jenkins.plugins.cleankill.agent.ListedBuild;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A look at the builds that have processes on an agent. A page waits for it no longer than some seconds, and an agent that
 * does not answer is asked once, however often the page is opened: a call to it may hold its thread for ever.
 */
final class AgentLook {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Map<VirtualChannel, CompletableFuture<List<ListedBuild>>> RUNNING =
            Collections.synchronizedMap(new WeakHashMap<>());

    private AgentLook() {}

    /**
     * What the agent tells now.
     *
     * @throws TimeoutException if it does not answer within some seconds
     * @throws IOException if it is not connected, or can't tell
     */
    static List<ListedBuild> at(Computer computer) throws IOException, InterruptedException, TimeoutException {
        VirtualChannel channel = computer.getChannel();
        if (channel == null) {
            throw new IOException(Messages.Look_offline());
        }
        try {
            return begin(channel, Origins.controller()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(Messages.Look_failed(e.getCause().getMessage()), e);
        }
    }

    private static CompletableFuture<List<ListedBuild>> begin(VirtualChannel channel, String controller) {
        CompletableFuture<List<ListedBuild>> look = RUNNING.compute(
                channel,
                (key, running) -> running != null && !running.isDone()
                        ? running
                        : CompletableFuture.supplyAsync(
                                () -> list(channel, controller), Computer.threadPoolForRemoting));
        // A wait that is cancelled must not cancel that of the others
        return look.copy();
    }

    private static List<ListedBuild> list(VirtualChannel channel, String controller) {
        try {
            return ListBuildsTask.list(channel, controller);
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}
