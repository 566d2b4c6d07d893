package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.RemoteOutputStream;
import hudson.util.ProcessKiller;
import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.report.LineQueue;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.UnrepeatedEvents;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.security.MasterToSlaveCallable;

/** Does a termination on the agent and brings its outcome back, as bytes. */
public final class TerminationTask extends MasterToSlaveCallable<byte[], IOException> {

    private static final long serialVersionUID = 1L;

    /** If the channel hangs, the processes are ended all the same, and in time. */
    private static final Duration FOR_THE_LAST_LINES = Duration.ofSeconds(1);

    private final TerminationOrder order;
    private final RemoteOutputStream log;
    private final CommandOutput output;
    private final boolean vetoersExist;
    private final List<ProcessKiller> killers;

    /**
     * @param log takes our lines; it crosses the channel by itself
     * @param output the output to follow, null for none
     * @param vetoersExist whether any extension may object
     * @param killers the extensions that are asked before SIGKILL
     */
    public TerminationTask(
            TerminationOrder order,
            RemoteOutputStream log,
            CommandOutput output,
            boolean vetoersExist,
            List<ProcessKiller> killers) {
        this.order = order;
        this.log = log;
        this.output = output;
        this.vetoersExist = vetoersExist;
        this.killers = List.copyOf(killers);
    }

    @Override
    public byte[] call() throws IOException {
        KillingDisabledException.throwIfDisabled();
        LeftToJenkinsException.throwIfByForceOnly();
        LineWriter writer = new LineWriter(log);
        try (LineQueue lines = new LineQueue(writer)) {
            return call(writer, lines);
        }
    }

    private byte[] call(LineWriter writer, LineQueue lines) throws IOException {
        OperatingSystem system =
                KillerSignals.over(HostSystem.detect(JenkinsEnvironments::environments), killers, lines);
        OutputTakeover keeper = new OutputTakeover();
        RunningTermination ours =
                new RunningTermination(order.id(), new CleanKill(system, request(system, lines, keeper)), writer);
        if (!RunningTerminations.begin(order.id(), ours)) {
            lines.accept(LogLines.line("The termination has gone on there meanwhile"));
            lines.drain(FOR_THE_LAST_LINES);
            return RunningTerminations.adopt(order.id(), log);
        }
        return work(system, ours, keeper, lines);
    }

    /** Lines are told in their order, and hold nothing up but what comes after them in the log. */
    private TerminationRequest request(OperatingSystem system, LineQueue log, OutputTakeover keeper)
            throws IOException {
        ProgressListener lines = new UnrepeatedEvents(
                order.reported(),
                new LogLines(
                        order.cause(),
                        order.isAfterAnAbort(),
                        order.settings().ladder().in(system.signals()::named),
                        log));
        return new TerminationRequest(
                scope(system),
                order.settings(),
                veto(),
                event -> {
                    lines.on(event);
                    if (!(event instanceof TerminationEvent.Remark)) {
                        log.after(keeper::goOn);
                    }
                    if (event instanceof TerminationEvent.Over) {
                        // The log may end with the step, and the step with what the termination lets go next
                        log.drain(FOR_THE_LAST_LINES);
                    }
                },
                workplace());
    }

    /** A process is told where it works without the symbolic links on the way there. */
    private Workplace workplace() {
        Workplace workplace = order.workplace();
        return workplace == null
                ? Workplace.NONE
                : workplace
                        .and(workplace.directories().stream()
                                .flatMap(directory -> realPath(directory).stream())
                                .toList())
                        .without(order.reported());
    }

    private static Optional<String> realPath(String directory) {
        try {
            return Optional.of(Path.of(directory).toRealPath().toString());
        } catch (IOException | InvalidPathException ignored) {
            // ENOENT: a directory that is deleted by now is known by the name that it had
            return Optional.empty();
        }
    }

    private Veto veto() {
        Veto extensions = new JenkinsVeto(vetoersExist);
        return order.ofBuild().isEmpty()
                ? extensions
                : new ChangedVariables(order.ofBuild(), System.getenv(), extensions);
    }

    /** Leftovers, too, are those that only their hold on an output tells to be the build's. */
    private Scope scope(OperatingSystem system) throws IOException {
        NamePatterns names = order.names();
        if (names != null) {
            return CleanKill.named(system, order.scope(), names);
        }
        return order.occasion() == TerminationOrder.Occasion.LEFTOVERS
                ? order.scope().withRoots(RunningWatches.orphans(build()))
                : order.scope();
    }

    private String build() {
        return order.scope().owner();
    }

    private byte[] work(OperatingSystem system, RunningTermination ours, OutputTakeover outputs, LineQueue lines)
            throws IOException {
        Outcome outcome = null;
        try (OutputTakeover keeper = outputs) {
            Optional<HolderWatch> watch = output == null ? Optional.empty() : RunningWatches.cancel(output.launch());
            keeper.takeOver(system, output);
            outcome = carryOut(ours.work());
            if (watch.isPresent()) {
                RunningWatches.remember(build(), orphans(watch.get(), outcome, lines));
            }
            keeper.drain();
            return OutcomeBytes.of(outcome);
        } finally {
            ours.ended(outcome);
            if (order.occasion() == TerminationOrder.Occasion.LEFTOVERS) {
                RunningWatches.endOf(build());
            }
            order.scope().controlGroup().ifPresent(name -> new GroupRemoval(system, name).begin());
            lines.after(this::flush);
            if (lines.drain(FOR_THE_LAST_LINES)) {
                // A channel brings an answer after what its own thread has written before, not after other threads'
                // lines
                flush();
            }
        }
    }

    private Outcome carryOut(CleanKill work) throws IOException {
        return switch (order.occasion()) {
            case ABORT -> work.terminate();
            case TAKEN_UP -> work.takeUp();
            case LEFTOVERS -> order.touchesNobody() ? work.survey() : work.sweep();
        };
    }

    /** The processes that hold the output all the same, less those of which the outcome tells. */
    private static Set<ProcessIdentity> orphans(HolderWatch watch, Outcome outcome, LineQueue lines)
            throws IOException {
        Set<Long> reported =
                outcome.processes().stream().map(ProcessRecord::pid).collect(Collectors.toSet());
        watch.nameOrphans(reported, lines);
        return watch.orphans();
    }

    private void flush() {
        try {
            log.flush();
        } catch (IOException ignored) {
            // The connection is lost, or the log closed: the report says what there is to say.
        }
    }
}
