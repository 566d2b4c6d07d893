package io.jenkins.plugins.cleankill.engine.explain;

import io.jenkins.plugins.cleankill.engine.explain.Reason.Kind;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells, from the evidence in a snapshot, why a process outlives a signal. The strongest evidence comes first: the
 * state of the process in the kernel, then the system's answer, then the process' own treatment of the signal.
 */
public final class WhyAlive {

    private final ProcessTable table;
    private final OptionalLong ownUser;

    /** @param table a snapshot; the more details it has, the better the names of parents, children and debuggers */
    public WhyAlive(ProcessTable table) {
        this(table, OptionalLong.empty());
    }

    /** @param ownUser our user id: a refusal means another user only where it is another one */
    public WhyAlive(ProcessTable table, OptionalLong ownUser) {
        this.table = table;
        this.ownUser = ownUser;
    }

    /**
     * Why it has outlived the signal: the one reason that explains most.
     *
     * @param process the process, with details if they could be read
     * @param signal the signal
     * @param result what the system answered to it; empty if it was not sent
     */
    public Reason explain(ProcessInfo process, Signal signal, Optional<Result> result) {
        return byState(process)
                .map(state -> besides(state, process, signal))
                .or(() -> result.flatMap(answer -> byAnswer(process, signal, answer)))
                .or(() -> bySignals(process, signal)
                        .filter(reason -> result.isPresent() || !reason.kind().ends()))
                .orElseGet(() -> result.isPresent() ? outlasts(process, signal) : notSent(process, signal));
    }

    /**
     * A shell is uninterruptible for the moment of each fork, too: that it ignores the signal explains all. A process
     * that is stuck in a fork or a spawn has blocked every signal for that long: both are told.
     */
    private Reason besides(Reason state, ProcessInfo process, Signal signal) {
        Kind handling = bySignals(process, signal).map(Reason::kind).orElse(Kind.UNKNOWN);
        if (state.kind() != Kind.UNINTERRUPTIBLE) {
            return state;
        }
        return switch (handling) {
            case IGNORES -> Reason.ignores(signal);
            case BLOCKS -> Reason.blocksAnd(signal, state);
            default -> state;
        };
    }

    /**
     * The reason why the process would live on, or end, if it were sent the signal now.
     *
     * @param permission what the system says of a signal to it; empty if it can't be asked
     */
    public Reason foretell(ProcessInfo process, Signal signal, Optional<Result> permission) {
        Reason reason = permission
                .filter(answer -> answer == Result.NOT_PERMITTED)
                .flatMap(answer -> byAnswer(process, signal, answer))
                .or(() -> byState(process)
                        .filter(each -> signal != Signal.KILL || each.kind().withstandsKill()))
                .or(() -> bySignals(process, signal))
                .orElseGet(Reason::unknown);
        return reason.kind() == Kind.CATCHES ? Reason.willCatch(signal) : reason;
    }

    /** Where the system does not tell what a process does with it. */
    private static Reason outlasts(ProcessInfo process, Signal signal) {
        return process.details()
                        .filter(details -> !details.signals().areKnown())
                        .isPresent()
                ? Reason.outlasts(signal)
                : Reason.unknown();
    }

    /** In structured delivery a filter is left to its writers, and the descendants of a process that catches the signal to that process. */
    private Reason notSent(ProcessInfo process, Signal signal) {
        return writer(process)
                .map(writer -> Reason.readsFrom(SafeText.name(writer)))
                .or(() -> table.byPid(process.parent())
                        .filter(WhyAlive::isTold)
                        .map(parent -> Reason.leftTo(SafeText.name(parent))))
                .orElseGet(() -> Reason.notSent(signal));
    }

    /** An orphan's parent, pid 1 or a subreaper, is none of the build: of its processes alone the details are read. */
    private static boolean isTold(ProcessInfo parent) {
        return parent.isAlive() && parent.details().isPresent();
    }

    private Optional<ProcessInfo> writer(ProcessInfo process) {
        Set<Long> own =
                table.descendants(process).stream().map(ProcessInfo::pid).collect(Collectors.toSet());
        return table.all().stream()
                .filter(other -> other.isAlive() && other.pid() != process.pid() && !own.contains(other.pid()))
                .filter(other -> pipes(process).anyMatch(end -> isInput(end) && writesTo(other, end.pipe())))
                .findFirst();
    }

    // Other pipes are a program's own: each process of postgres holds one that tells it of the end of the first
    private static boolean isInput(PipeEnd end) {
        return end.reads() && (end.descriptor() == 0 || end.pipe().isNamed());
    }

    private static Stream<PipeEnd> pipes(ProcessInfo process) {
        return process.details().stream().flatMap(details -> details.pipes().stream());
    }

    private static boolean writesTo(ProcessInfo process, PipeId pipe) {
        return process.details().filter(details -> details.writesTo(pipe)).isPresent();
    }

    private Optional<Reason> byState(ProcessInfo process) {
        return Optional.ofNullable(
                switch (process.state()) {
                    case ZOMBIE -> Reason.zombie(named(process.parent()));
                    case DEAD -> Reason.gone();
                    case UNINTERRUPTIBLE -> uninterruptible(process);
                    case TRACED -> traced(process);
                    case STOPPED -> Reason.stopped();
                    default -> null;
                });
    }

    private static Reason uninterruptible(ProcessInfo process) {
        return process.details()
                .flatMap(ProcessDetails::kernelWait)
                .map(function -> Reason.uninterruptibleIn(SafeText.name(function)))
                .orElseGet(Reason::uninterruptible);
    }

    private Reason traced(ProcessInfo process) {
        return process.details().stream()
                .flatMapToLong(details -> details.tracer().stream())
                .mapToObj(pid -> Reason.tracedBy(named(pid)))
                .findFirst()
                .orElseGet(Reason::traced);
    }

    private Optional<Reason> byAnswer(ProcessInfo process, Signal signal, Result answer) {
        return Optional.ofNullable(
                switch (answer) {
                    case SENT -> signal == Signal.KILL ? Reason.gotKill() : null;
                    case NO_SUCH_PROCESS -> Reason.gone();
                    case NOT_PERMITTED -> Reason.notPermitted(user(process), ownUser);
                    case UNSUPPORTED -> Reason.unsupported(signal);
                    case FAILED -> Reason.failed(signal);
                });
    }

    private static OptionalLong user(ProcessInfo process) {
        return process.details().map(ProcessDetails::user).orElse(OptionalLong.empty());
    }

    private Optional<Reason> bySignals(ProcessInfo process, Signal signal) {
        return process.details()
                .filter(details -> !details.equals(ProcessDetails.UNKNOWN)
                        && details.signals().areKnown())
                .map(details -> bySignals(process, details, signal));
    }

    private Reason bySignals(ProcessInfo process, ProcessDetails details, Signal signal) {
        return switch (details.signals().of(signal)) {
            case IGNORED -> Reason.ignores(signal);
            case BLOCKED -> Reason.blocks(signal);
            case CAUGHT -> caught(process, signal);
            case DEFAULT -> leftToTheSystem(process, details, signal);
        };
    }

    private Reason caught(ProcessInfo process, Signal signal) {
        return new ShellChildren(table, process)
                .awaited()
                .map(Reason::shellWaits)
                .orElseGet(() -> Reason.catches(signal));
    }

    private Reason leftToTheSystem(ProcessInfo process, ProcessDetails details, Signal signal) {
        if (details.tracer().isPresent()) {
            return traced(process);
        }
        // pid_namespaces(7): the first process of a namespace gets only the signals that it has a handler for, and
        // within it not even SIGKILL.
        if (process.pid() == 1) {
            return Reason.firstOfThisNamespace(signal);
        }
        if (signal != Signal.KILL && details.innermostPid().orElse(0) == 1) {
            return Reason.firstOfAnotherNamespace(signal);
        }
        if (process.state() == ProcessState.UNKNOWN && details.innermostPid().isPresent()) {
            return Reason.inAnotherNamespace();
        }
        return Reason.dies(signal);
    }

    private String named(long pid) {
        return table.byPid(pid).map(SafeText::name).orElse("? (" + pid + ")");
    }
}
