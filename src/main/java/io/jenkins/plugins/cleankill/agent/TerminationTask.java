package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.WithoutRepetition;
import io.jenkins.plugins.cleankill.engine.termination.ProgressListener;
import io.jenkins.plugins.cleankill.engine.termination.TerminationEvent;
import java.io.IOException;
import java.util.Optional;
import jenkins.security.MasterToSlaveCallable;

/** Does a termination on the agent and brings the report back. */
final class TerminationTask extends MasterToSlaveCallable<TerminationReport, IOException> {

    private static final long serialVersionUID = 1L;

    private final TerminationOrder order;
    private final RemoteOutputStream log;
    private final FollowedOutput output;
    private final boolean vetoersExist;

    /**
     * @param log takes our lines; it crosses the channel by itself
     * @param output the output to follow, null for none
     * @param vetoersExist whether any extension may object
     */
    TerminationTask(TerminationOrder order, RemoteOutputStream log, FollowedOutput output, boolean vetoersExist) {
        this.order = order;
        this.log = log;
        this.output = output;
        this.vetoersExist = vetoersExist;
    }

    @Override
    public TerminationReport call() throws IOException {
        KillingDisabledException.throwIfDisabled();
        OperatingSystem system = HostSystem.detect(JenkinsProcesses::environment);
        LineWriter lines = new LineWriter(log);
        OutputKeeper keeper = new OutputKeeper();
        RunningTermination ours = new RunningTermination(new CleanKill(system, request(lines, keeper)), lines);
        Optional<RunningTermination> running = RunningTerminations.begin(order.id(), ours);
        return running.isPresent() ? running.get().adopt(log) : work(system, ours, keeper);
    }

    private TerminationRequest request(LineWriter log, OutputKeeper keeper) {
        ProgressListener lines = new WithoutRepetition(
                order.told(), new LogLines(order.cause(), order.settings().ladder(), log));
        return new TerminationRequest(
                order.cause(), order.scope(), order.settings(), new JenkinsVeto(vetoersExist), event -> {
                    lines.on(event);
                    if (!(event instanceof TerminationEvent.Remark)) {
                        keeper.goOn();
                    }
                });
    }

    private TerminationReport work(OperatingSystem system, RunningTermination ours, OutputKeeper outputs)
            throws IOException {
        TerminationReport report = null;
        try (OutputKeeper keeper = outputs) {
            keeper.takeOver(system, output);
            report = order.doOn(ours.work());
            keeper.drain();
            return report;
        } finally {
            RunningTerminations.end(order.id());
            ours.ended(report);
            if (order.occasion() == TerminationOrder.Occasion.LEFTOVERS) {
                HolderWatches.endOf(order.scope().cookie().getOrDefault(Cookie.VARIABLE, ""));
            }
            flush();
        }
    }

    private void flush() {
        try {
            log.flush();
        } catch (IOException ignored) {
            // The connection is lost, or the log closed: the report says what there is to say.
        }
    }
}
