package io.jenkins.plugins.cleankill.controller;

import hudson.model.Computer;
import hudson.remoting.Channel;
import hudson.remoting.RemoteOutputStream;
import hudson.remoting.VirtualChannel;
import hudson.util.ProcessKiller;
import hudson.util.ProcessKillingVeto;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.agent.KillNowTask;
import io.jenkins.plugins.cleankill.agent.OutcomeBytes;
import io.jenkins.plugins.cleankill.agent.PreloadTask;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.agent.TerminationTask;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A termination on an agent, as the controller sees it: begun in the background, to be waited for or hurried. Its cost
 * is one remote call, and one more for each time that it is hurried.
 */
public final class AgentTermination {

    private static final Logger LOGGER = Logger.getLogger(AgentTermination.class.getName());

    private final VirtualChannel channel;
    private final String id;
    private final CompletableFuture<TerminationReport> report;

    private AgentTermination(VirtualChannel channel, String id, CompletableFuture<TerminationReport> report) {
        this.channel = channel;
        this.id = id;
        this.report = report;
    }

    /**
     * Begins a termination. Only the outcome in its report is what the agent says.
     *
     * @param log takes our lines, in UTF-8
     * @param output the output to follow, null for none
     */
    public static AgentTermination begin(
            VirtualChannel channel, TerminationOrder order, OutputStream log, CommandOutput output) {
        TerminationTask task = new TerminationTask(
                order,
                new RemoteOutputStream(log),
                output == null ? null : output.remote(),
                !ProcessKillingVeto.all().isEmpty(),
                ProcessKiller.all());
        return new AgentTermination(
                channel,
                order.id(),
                CompletableFuture.supplyAsync(
                        () -> report(order, call(channel, task)), Computer.threadPoolForRemoting));
    }

    /** The report on an order: on facts that the controller knows itself, an agent is not believed. */
    public static TerminationReport report(TerminationOrder order, Outcome outcome) {
        return new TerminationReport(order.cause(), order.place(), order.settings(), order.onAbort(), outcome);
    }

    private static Outcome call(VirtualChannel channel, TerminationTask task) {
        try {
            return OutcomeBytes.read(channel.call(task));
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** The report, or the failure. */
    public CompletableFuture<TerminationReport> report() {
        return report;
    }

    /** Skips the rest of the windows: survivors are killed now. The call does not wait, not even for the connection. */
    public void killNow() {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                channel.callAsync(new KillNowTask(id));
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, "The termination could not be hurried; it ends by itself", e);
            }
        });
    }

    /** The same as {@link #prepare} in the background. */
    public static void prepareLater(VirtualChannel channel) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                prepare(channel);
            } catch (IOException | InterruptedException e) {
                LOGGER.log(Level.FINE, "An agent could not be prepared for an abort; it loads what it needs then", e);
            }
        });
    }

    /** Loads what an abort needs into the agent while nothing hurries, once in a connection. */
    public static void prepare(VirtualChannel channel) throws IOException, InterruptedException {
        if (!(channel instanceof Channel remote) || remote.setProperty(PreloadTask.class, true) == null) {
            channel.call(new PreloadTask(AgentClasses.names()));
        }
    }
}
