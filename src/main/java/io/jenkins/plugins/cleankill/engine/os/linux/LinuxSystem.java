package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.OutputPipes;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.PollingExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.ShellThawWatchdog;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.Subreaper;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.os.ThreadDumps;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.DescriptorReserve;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Linux: reads a proc file system, signals and waits by pidfd. Where the kernel or a sandbox has no pidfd, or JNA can't
 * be loaded, it signals by kill(2) or the shell's {@code kill}, waits by looking, and says so among the limitations.
 */
public final class LinuxSystem implements OperatingSystem {

    private static final Path PROC = Path.of("/proc");

    /** Fields 3 and 22 of /proc/PID/stat are state and start time, see proc_pid_stat(5). */
    static final String IS_STOPPED = """
            stat=$(cat "/proc/$pid/stat") || return
            set -- ${stat##*) }
            [ "$1" = T ] && [ "${20}" = "$start" ]
            """;

    private final ProcFs proc;
    private final NativeCalls calls;
    private final StatReader stats;
    private final Clock clock = new SystemClock();
    private final Duration watchdogPatience = ShellThawWatchdog.patience();
    private final ProcessTableReader processes;
    private final SignalSender signals;
    private final PipeOpener pipes;

    LinuxSystem(ProcFs proc, NativeCalls calls) {
        this.proc = proc;
        this.calls = calls;
        DescriptorReserve.OURS.refill();
        this.stats = new StatReader(proc);
        this.processes = new LinuxProcesses(
                proc,
                new BootClock(proc, calls.jna() && proc.mount().equals(PROC)),
                new SocketPairs(new UnixSockets(calls.jna())));
        // In another pid namespace a pid means another process: no process is signalled by a pid that is read there
        this.signals = proc.isOfOurNamespace()
                ? new TargetGuard(signals(calls, stats))
                : (process, signal) -> SignalSender.Result.FAILED;
        this.pipes = new LinuxPipes(proc, stats, calls.jna());
    }

    /** This machine, by {@code /proc}. */
    public static LinuxSystem local() {
        return at(PROC);
    }

    /** A machine whose proc file system is mounted there. */
    public static LinuxSystem at(Path proc) {
        return new LinuxSystem(new ProcFs(proc), NativeCalls.probe());
    }

    @Override
    public ProcessTableReader processes() {
        return processes;
    }

    @Override
    public SignalSender signals() {
        return signals;
    }

    @Override
    public PipeOpener pipes() {
        return pipes;
    }

    @Override
    public EvidenceReader evidence() {
        return new LinuxEvidence(proc, stats, calls.jna());
    }

    @Override
    public Optional<DescriptorReader> descriptors() {
        return Optional.of(new LinuxDescriptors(proc));
    }

    /** In another pid namespace a pid means another process. */
    @Override
    public ThreadDumps threadDumps() {
        return proc.isOfOurNamespace() ? new JvmAttach(proc, stats) : ThreadDumps.NONE;
    }

    @Override
    public Optional<OutputPipes> outputPipes() {
        return calls.jna() ? Optional.of(new PipeTakeover(proc, stats, signals, clock)) : Optional.empty();
    }

    /** In another pid namespace a pid means another process. */
    @Override
    public ControlGroups controlGroups() {
        return proc.isOfOurNamespace() ? new LinuxControlGroups(proc) : ControlGroups.NONE;
    }

    @Override
    public boolean adoptsOrphans() {
        return calls.jna() && LibC.isSubreaper();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ExitWaiter newExitWaiter() {
        Optional<ExitWaiter> waiter = calls.pidfd() ? PidfdExitWaiter.open(stats, clock) : Optional.empty();
        return waiter.orElseGet(() -> new PollingExitWaiter(process -> !stats.hasEnded(process), clock));
    }

    @Override
    public ThawWatchdog newWatchdog(String about) {
        return new ShellThawWatchdog(about, watchdogPatience, IS_STOPPED);
    }

    /** setsid(1) makes a child the leader of its group shortly after it was started: ESRCH before that. */
    @Override
    public boolean signalGroup(long leader, Signal signal) {
        return calls.jna() && leader > 1 && LibC.sendSignal(-leader, signal.number()) == 0;
    }

    @Override
    public Optional<Subreaper> becomeSubreaper() {
        return calls.jna() ? LinuxSubreaper.become(stats) : Optional.empty();
    }

    @Override
    public List<String> limitations() {
        List<String> sentences = new ArrayList<>();
        proc.defect().ifPresent(defect -> sentences.add("Processes can't be read: " + defect + "."));
        if (proc.hidesOthers()) {
            sentences.add("Processes of other users are hidden here (hidepid, see proc(5)): one that has become another"
                    + " user's is neither found nor named");
        }
        calls.whyNoJna()
                .ifPresent(reason -> sentences.add("JNA could not be loaded (" + reason
                        + "): signals go through the kill command, and ends are polled."));
        if (calls.jna() && !calls.pidfd()) {
            sentences.add("This kernel, or a sandbox, has no pidfd: signals go through kill(2), and ends are polled.");
        }
        return sentences;
    }

    private static SignalSender signals(NativeCalls calls, StatReader stats) {
        if (calls.pidfd()) {
            return NativeSignals.byPidfd(stats);
        }
        return calls.jna() ? NativeSignals.byPid(stats) : new CommandSignals(stats);
    }
}
