package io.jenkins.plugins.cleankill.agent;

import hudson.util.ProcessKiller;
import hudson.util.ProcessTree;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.OutputPipes;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.Subreaper;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.os.ThreadDumps;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks the {@link ProcessKiller} extensions before SIGKILL: they may know a way to end a process that the agent may not
 * signal, {@code sudo} for instance. The extensions are not asked for the signal of a rung.
 */
final class KillerSignals implements SignalSender {

    private static final Logger LOGGER = Logger.getLogger(KillerSignals.class.getName());

    private final SignalSender next;
    private final List<ProcessKiller> killers;
    private final Consumer<String> log;
    private ProcessTree tree;

    KillerSignals(SignalSender next, List<ProcessKiller> killers, Consumer<String> log) {
        this.next = next;
        this.killers = List.copyOf(killers);
        this.log = log;
    }

    /** The machine as it is if there are none. */
    static OperatingSystem over(OperatingSystem machine, List<ProcessKiller> killers, Consumer<String> log) {
        return killers.isEmpty() ? machine : new Machine(machine, new KillerSignals(machine.signals(), killers, log));
    }

    @Override
    public Result send(ProcessIdentity process, Signal signal) {
        boolean ended = signal == Signal.KILL && isThere(process) && askKillers(process);
        return ended ? Result.SENT : next.send(process, signal);
    }

    @Override
    public Signal actual(ProcessIdentity process, Signal signal) {
        return signal == Signal.KILL ? signal : next.actual(process, signal);
    }

    @Override
    public Signal named(Signal signal) {
        return next.named(signal);
    }

    @Override
    public boolean supports(Signal signal) {
        return next.supports(signal);
    }

    @Override
    public Optional<Result> probe(ProcessIdentity process) {
        return next.probe(process);
    }

    /** Extensions know bare pids only: they are not asked about one that belongs to another process by now. */
    private boolean isThere(ProcessIdentity process) {
        return next.probe(process)
                .filter(answer -> answer != Result.NO_SUCH_PROCESS)
                .isPresent();
    }

    private boolean askKillers(ProcessIdentity process) {
        ProcessTree.OSProcess known = known((int) process.pid());
        return known != null && killers.stream().anyMatch(killer -> ask(killer, known));
    }

    /** A tree reads all processes of the machine: it is made anew only for a process that was born since. */
    private synchronized ProcessTree.OSProcess known(int pid) {
        if (tree == null || tree.get(pid) == null) {
            tree = ProcessTree.get();
        }
        return tree.get(pid);
    }

    private boolean ask(ProcessKiller killer, ProcessTree.OSProcess process) {
        String name = killer.getClass().getSimpleName();
        try {
            boolean killed = killer.kill(process);
            if (killed) {
                log.accept(LogLines.line(name + " has killed process " + process.getPid()));
            }
            return killed;
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, name + " could not kill", e);
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "Interrupted in " + name, e);
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** A machine whose signals go this way; all else is its own. */
    private record Machine(OperatingSystem machine, SignalSender signals) implements OperatingSystem {

        @Override
        public ProcessTableReader processes() {
            return machine.processes();
        }

        @Override
        public PipeOpener pipes() {
            return machine.pipes();
        }

        @Override
        public Clock clock() {
            return machine.clock();
        }

        @Override
        public Optional<OutputPipes> outputPipes() {
            return machine.outputPipes();
        }

        @Override
        public EvidenceReader evidence() {
            return machine.evidence();
        }

        @Override
        public Optional<DescriptorReader> descriptors() {
            return machine.descriptors();
        }

        @Override
        public ControlGroups controlGroups() {
            return machine.controlGroups();
        }

        @Override
        public ExitWaiter newExitWaiter() {
            return machine.newExitWaiter();
        }

        @Override
        public ThreadDumps threadDumps() {
            return machine.threadDumps();
        }

        @Override
        public ThawWatchdog newWatchdog(String about) {
            return machine.newWatchdog(about);
        }

        @Override
        public boolean adoptsOrphans() {
            return machine.adoptsOrphans();
        }

        @Override
        public boolean signalGroup(long leader, Signal signal) {
            return machine.signalGroup(leader, signal);
        }

        @Override
        public boolean hidesDispositions() {
            return machine.hidesDispositions();
        }

        @Override
        public Optional<Subreaper> becomeSubreaper() {
            return machine.becomeSubreaper();
        }

        @Override
        public List<String> limitations() {
            return machine.limitations();
        }
    }
}
