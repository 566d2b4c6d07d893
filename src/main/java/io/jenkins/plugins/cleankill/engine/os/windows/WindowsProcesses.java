package io.jenkins.plugins.cleankill.engine.os.windows;

import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.os.windows.Toolhelp.Line;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Reads the processes of a Windows machine. Start times are its FILETIMEs: 100 ns since 1601. */
final class WindowsProcesses implements ProcessTableReader {

    private static final int READS = Kernel32.PROCESS_QUERY_INFORMATION | Kernel32.PROCESS_VM_READ;
    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final long SECONDS_TO_1970 = 11_644_473_600L;

    @Override
    public ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment) throws IOException {
        long takenAt = now().tick();
        List<Line> lines = Toolhelp.read();
        Map<Long, ProcessInfo> found = new HashMap<>();
        for (Line line : lines) {
            if (line.pid() > 0 && !ConsoleHost.is(line)) {
                found.put(line.pid(), info(line, wantsEnvironment));
            }
        }
        return new ProcessTable(
                found.values().stream()
                        .map(process -> withTrueParent(process, found))
                        .toList(),
                takenAt,
                tick());
    }

    @Override
    public Optional<ProcessDetails> details(ProcessIdentity process) {
        Optional<OpenProcess> open = OpenProcess.of(process, READS);
        if (open.isEmpty()) {
            return OpenProcess.refusal(process) == Result.NOT_PERMITTED
                    ? Optional.of(ProcessDetails.UNKNOWN)
                    : Optional.empty();
        }
        try (OpenProcess handle = open.get()) {
            return Optional.of(details(handle));
        }
    }

    @Override
    public long ownPid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Duration tick() {
        return Duration.ofNanos(100);
    }

    @Override
    public Moment now() {
        Instant now = Instant.now();
        return Moment.atTick((now.getEpochSecond() + SECONDS_TO_1970) * TICKS_PER_SECOND + now.getNano() / 100);
    }

    private static ProcessInfo info(Line line, Predicate<ProcessIdentity> wantsEnvironment) {
        Optional<OpenProcess> open = OpenProcess.of(line.pid(), 0);
        if (open.isEmpty()) {
            ProcessIdentity unknown = new ProcessIdentity(line.pid(), ProcessIdentity.UNKNOWN_START);
            return new ProcessInfo(unknown, line.parent(), ProcessState.UNKNOWN, line.name(), Environment.UNREADABLE);
        }
        try (OpenProcess process = open.get()) {
            ProcessIdentity identity = process.identity();
            return new ProcessInfo(
                    identity,
                    line.parent(),
                    process.isAlive() ? ProcessState.UNKNOWN : ProcessState.DEAD,
                    line.name(),
                    wantsEnvironment.test(identity) ? environment(identity) : Environment.NOT_READ);
        }
    }

    private static Environment environment(ProcessIdentity identity) {
        Optional<OpenProcess> open = OpenProcess.of(identity, READS);
        if (open.isEmpty()) {
            return Environment.UNREADABLE;
        }
        try (OpenProcess process = open.get()) {
            return ProcessBlock.of(process).map(ProcessBlock::environment).orElse(Environment.UNREADABLE);
        }
    }

    /** A process keeps the pid of a parent that has ended: a parent younger than its child is another process. */
    private static ProcessInfo withTrueParent(ProcessInfo process, Map<Long, ProcessInfo> found) {
        ProcessInfo parent = found.get(process.parent());
        boolean isTrue = parent != null
                && parent.identity().start() != ProcessIdentity.UNKNOWN_START
                && parent.identity().start() <= process.identity().start();
        return isTrue
                ? process
                : new ProcessInfo(process.identity(), 0, process.state(), process.name(), process.environment());
    }

    private static ProcessDetails details(OpenProcess process) {
        Optional<ProcessBlock> block = ProcessBlock.of(process);
        List<String> arguments = new ArrayList<>(
                block.flatMap(ProcessBlock::commandLine).map(Arguments::split).orElse(List.of()));
        return new ProcessDetails(
                SignalSets.UNKNOWN,
                OptionalLong.empty(),
                process.executable(),
                new CommandLine(arguments),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }
}
