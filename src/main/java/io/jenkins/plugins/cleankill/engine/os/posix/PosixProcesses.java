package io.jenkins.plugins.cleankill.engine.os.posix;

import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.process.JobControl;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The processes that Java shows, each with the state and the group that ps(1) tells. */
final class PosixProcesses implements ProcessTableReader {

    private final ProcessTableReader portable;
    private final Ps ps;

    PosixProcesses(ProcessTableReader portable, Ps ps) {
        this.portable = portable;
        this.ps = ps;
    }

    /** The lines are a little older than the rest: a process that was born meanwhile has none. */
    @Override
    public ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment) throws IOException {
        Moment before = now();
        Map<Long, PsLine> lines = ps.lines();
        ProcessTable table = portable.read(wantsEnvironment);
        return new ProcessTable(
                table.all().stream()
                        .map(process -> lines.containsKey(process.pid()) && before.isAfterBirthOf(process.identity())
                                ? with(lines.get(process.pid()), process)
                                : process)
                        .toList(),
                table.takenAt(),
                tick());
    }

    /** The session is not asked for: macOS prints an address in its place. */
    private static ProcessInfo with(PsLine line, ProcessInfo process) {
        return new ProcessInfo(
                process.identity(),
                process.parent(),
                process.isAlive() ? line.state() : process.state(),
                process.name(),
                new JobControl(line.group(), 0, OptionalInt.empty()),
                process.effort(),
                process.environment(),
                process.details());
    }

    @Override
    public Optional<ProcessDetails> details(ProcessIdentity process) {
        return portable.details(process);
    }

    @Override
    public long ownPid() {
        return portable.ownPid();
    }

    @Override
    public Duration tick() {
        return portable.tick();
    }

    @Override
    public Moment now() {
        return portable.now();
    }
}
