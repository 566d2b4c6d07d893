package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.CmdlineFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.EnvironReader;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.LinkTarget;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.LoadavgFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatusFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.UptimeFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.WchanFile;
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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Reads the processes from a proc file system. */
final class LinuxProcesses implements ProcessTableReader {

    /** A snapshot ends even if processes are born without a pause. */
    private static final int PASSES = 20;

    private final ProcFs proc;
    private final BootClock clock;
    private final StatReader stats;
    private final EnvironReader environments;
    private final SocketPairs socketPairs;
    private final TwoReaders readers = TwoReaders.ofThisMachine();

    LinuxProcesses(ProcFs proc, BootClock clock, SocketPairs socketPairs) {
        this.clock = clock;
        this.proc = proc;
        this.socketPairs = socketPairs;
        this.stats = new StatReader(proc);
        this.environments = new EnvironReader(proc, stats);
    }

    @Override
    public ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment) throws IOException {
        proc.requireMounted();
        FileBuffer buffer = new FileBuffer();
        long takenAt = clock.now(buffer);
        Map<Long, ProcessInfo> found = new HashMap<>();
        long given = latestPid(buffer);
        readNew(found, wantsEnvironment, buffer);
        // Born meanwhile, of a parent that ended before its turn came: it is in no listing, and no relative of it
        // either
        for (int pass = 0; pass < PASSES && given != latestPid(buffer); pass++) {
            given = latestPid(buffer);
            readNew(found, wantsEnvironment, buffer);
        }
        long newest = found.values().stream()
                .mapToLong(process -> process.identity().start())
                .max()
                .orElse(takenAt);
        return new ProcessTable(found.values(), clock.correct(takenAt, newest), tick());
    }

    /** Reads the processes that are not there yet. */
    private void readNew(Map<Long, ProcessInfo> found, Predicate<ProcessIdentity> wantsEnvironment, FileBuffer buffer)
            throws IOException {
        long[] pids = Arrays.stream(proc.pids())
                .filter(pid -> !found.containsKey(pid))
                .toArray();
        readers.read(pids, buffer, (pid, ownBuffer) -> info(pid, wantsEnvironment, ownBuffer))
                .forEach(info -> found.put(info.pid(), info));
    }

    private long latestPid(FileBuffer buffer) throws IOException {
        return LoadavgFile.parse(buffer.readLine(proc.path("loadavg")));
    }

    @Override
    public Optional<ProcessDetails> details(ProcessIdentity process) {
        try {
            return readDetails(process);
        } catch (IOException | UncheckedIOException ignored) {
            // EMFILE, ENFILE, ENOMEM: nothing can be read of it, which is no proof that it is gone
            return Optional.of(ProcessDetails.UNKNOWN);
        }
    }

    private Optional<ProcessDetails> readDetails(ProcessIdentity process) throws IOException {
        FileBuffer buffer = new FileBuffer();
        long pid = process.pid();
        Optional<StatFile> stat = stats.read(pid, buffer).filter(now -> now.start() == process.start());
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        boolean uninterruptible = stat.get().state() == ProcessState.UNINTERRUPTIBLE;
        Optional<StatusFile> status = file(pid, "status", buffer).map(StatusFile::parse);
        Optional<String> executable = executable(pid);
        OpenFiles open = OpenFiles.of(pid, proc, socketPairs, buffer);
        ProcessDetails details = new ProcessDetails(
                status.map(StatusFile::signals).orElse(SignalSets.DEFAULT),
                status.map(StatusFile::pending).orElse(0L),
                status.map(StatusFile::user).orElse(OptionalLong.empty()),
                executable,
                commandLine(stat.get(), executable, buffer),
                open.pipes(),
                open.terminals(),
                open.sockets(),
                status.map(StatusFile::tracer).orElse(OptionalLong.empty()),
                uninterruptible ? file(pid, "wchan", buffer).flatMap(WchanFile::parse) : Optional.empty(),
                status.map(StatusFile::innermostPid).orElse(OptionalLong.empty()));
        // The pid may have got a new owner meanwhile: the details are this process' only if it is still there
        return stats.read(pid, buffer)
                .filter(now -> now.start() == process.start())
                .map(now -> details);
    }

    @Override
    public long ownPid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public OptionalLong ownUser() {
        return file(ownPid(), "status", new FileBuffer())
                .map(StatusFile::parse)
                .map(StatusFile::user)
                .orElse(OptionalLong.empty());
    }

    @Override
    public Duration tick() {
        return Duration.ofSeconds(1).dividedBy(UptimeFile.TICKS_PER_SECOND);
    }

    @Override
    public Moment now() {
        FileBuffer buffer = new FileBuffer();
        try {
            // The pid first: a process that was born in an earlier tick was born before, whatever its pid
            long latestPid = latestPid(buffer);
            return new Moment(clock.now(buffer), latestPid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessInfo> info(long pid, Predicate<ProcessIdentity> wantsEnvironment, FileBuffer buffer)
            throws IOException {
        Optional<StatFile> read = stats.read(pid, buffer);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        StatFile stat = read.get();
        Optional<Environment> environment = wantsEnvironment.test(stat.identity())
                ? environments.read(stat, buffer)
                : Optional.of(Environment.NOT_READ);
        ProcessState state = stats.state(stat, buffer);
        return environment.map(env -> new ProcessInfo(
                stat.identity(), stat.parent(), state, stat.name(), stat.job(), stat.effort(), env, Optional.empty()));
    }

    private Optional<FileBuffer> file(long pid, String name, FileBuffer buffer) {
        try {
            return Optional.of(buffer.read(proc.path(pid, name)));
        } catch (IOException ignored) {
            // Gone, or another user's: the caller finds out which
            return Optional.empty();
        }
    }

    private CommandLine commandLine(StatFile stat, Optional<String> executable, FileBuffer buffer) {
        return file(stat.pid(), "cmdline", buffer)
                .map(read -> CmdlineFile.parse(read, stat.argumentBytes(), executable))
                .orElse(CommandLine.UNKNOWN);
    }

    private Optional<String> executable(long pid) {
        try {
            return Optional.of(LinkTarget.read(proc.path(pid, "exe")));
        } catch (IOException ignored) {
            // A zombie, a thread of the kernel, or another user's
            return Optional.empty();
        }
    }
}
