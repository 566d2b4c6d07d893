package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.IoFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.LocksFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatusFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.WchanFile;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.LockWait;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Reads evidence from a proc file system, by sock_diag(7) and by kcmp(2). */
final class LinuxEvidence implements EvidenceReader {

    private final ProcFs proc;
    private final StatReader stats;
    private final FdDirectory descriptors;
    private final boolean jna;

    LinuxEvidence(ProcFs proc, StatReader stats, boolean jna) {
        this.proc = proc;
        this.stats = stats;
        this.descriptors = new FdDirectory(proc);
        this.jna = jna;
    }

    @Override
    public Set<String> kernelWaits(ProcessIdentity process) {
        FileBuffer buffer = new FileBuffer();
        Set<String> waits = new HashSet<>();
        threads(process)
                .forEach(thread -> file(process.pid(), "task/" + thread + "/wchan", buffer)
                        .flatMap(WchanFile::parse)
                        .ifPresent(waits::add));
        return isThere(process) ? waits : Set.of();
    }

    @Override
    public OptionalLong charactersRead(ProcessIdentity process) {
        OptionalLong read = file(process.pid(), "io", new FileBuffer())
                .map(IoFile::charactersRead)
                .orElse(OptionalLong.empty());
        return isThere(process) ? read : OptionalLong.empty();
    }

    @Override
    public Optional<Boolean> isSameOpenFile(
            ProcessIdentity one, int descriptor, ProcessIdentity other, int otherDescriptor) {
        if (!jna) {
            return Optional.empty();
        }
        int order = LibC.compareOpenFiles(one.pid(), descriptor, other.pid(), otherDescriptor);
        // Below 0: EPERM, another user's; ENOSYS, a kernel without it, or a sandbox; EBADF, it is closed; ESRCH
        return order >= 0 && isThere(one) && isThere(other) ? Optional.of(order == 0) : Optional.empty();
    }

    @Override
    public Optional<String> openFile(ProcessIdentity process, int descriptor) {
        Optional<String> target = descriptors.target(process.pid(), descriptor);
        return isThere(process) ? target : Optional.empty();
    }

    @Override
    public SocketTable sockets(Collection<ProcessIdentity> processes) {
        return new LinuxSockets(proc, stats, new UnixSockets(jna)).read(processes);
    }

    @Override
    public OptionalLong pendingSignals(ProcessIdentity process) {
        Optional<StatusFile> status = status(process);
        return status.map(file -> OptionalLong.of(file.pending())).orElse(OptionalLong.empty());
    }

    @Override
    public Optional<ProcessState> state(ProcessIdentity process) {
        FileBuffer buffer = new FileBuffer();
        try {
            Optional<StatFile> stat = stats.read(process.pid(), buffer).filter(now -> now.start() == process.start());
            return stat.isEmpty() ? Optional.empty() : Optional.of(stats.state(stat.get(), buffer));
        } catch (IOException ignored) {
            // EMFILE, ENFILE, ENOMEM: it was not seen, which is no proof that it is gone
            return Optional.of(ProcessState.UNKNOWN);
        }
    }

    @Override
    public Set<Signal> ignoredBy(ProcessIdentity process) {
        return status(process)
                .map(status -> Arrays.stream(Signal.values())
                        .filter(signal -> status.signals().of(signal) == Disposition.IGNORED)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    @Override
    public Optional<LockWait> awaitedLock(ProcessIdentity process) {
        Optional<LocksFile.Lock> lock =
                read(proc.path("locks")).map(LocksFile::parse).flatMap(locks -> locks.awaitedBy(process.pid()));
        Optional<LockWait> wait = lock.map(held -> new LockWait(held.holder(), lockedFile(held)));
        return isThere(process) ? wait : Optional.empty();
    }

    @Override
    public Holdings holdings(ProcessInfo process) {
        try {
            Holdings holdings = new LinuxHoldings(proc, process).read();
            return isThere(process.identity()) ? holdings : Holdings.NONE;
        } catch (IOException | UncheckedIOException ignored) {
            // ENOENT, it is gone; EACCES, another user's; EMFILE, ENFILE, ENOMEM: nothing is known
            return Holdings.NONE;
        }
    }

    /** A holder's fdinfo repeats the line of each lock that was taken by that descriptor, see proc_pid_fdinfo(5). */
    private Optional<String> lockedFile(LocksFile.Lock held) {
        return held.holder().stream()
                .boxed()
                .flatMap(holder -> descriptorNumbers(holder)
                        .filter(number -> read(proc.path(holder, "fdinfo/" + number))
                                .filter(info -> info.contains("lock:") && info.contains(" " + held.file() + " "))
                                .isPresent())
                        .mapToObj(number -> descriptors.target(holder, (int) number)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private LongStream descriptorNumbers(long pid) {
        try {
            return Arrays.stream(proc.descriptors(pid));
        } catch (IOException ignored) {
            // EMFILE, ENFILE, ENOMEM: nothing is known
            return LongStream.empty();
        }
    }

    private static Optional<String> read(String path) {
        try {
            FileBuffer buffer = new FileBuffer().read(path);
            return Optional.of(new String(buffer.bytes(), 0, buffer.length(), StandardCharsets.UTF_8));
        } catch (IOException ignored) {
            // ENOENT, no such process or no such file; EACCES, another user's; EMFILE: nothing is known
            return Optional.empty();
        }
    }

    private Optional<StatusFile> status(ProcessIdentity process) {
        Optional<StatusFile> status =
                file(process.pid(), "status", new FileBuffer()).map(StatusFile::parse);
        return isThere(process) ? status : Optional.empty();
    }

    private LongStream threads(ProcessIdentity process) {
        try {
            return Arrays.stream(proc.threads(process.pid())).limit(MOST_THREADS);
        } catch (IOException ignored) {
            // EMFILE, ENFILE, ENOMEM: nothing is known
            return LongStream.empty();
        }
    }

    /** Whether the pid was seen to belong to this very process, dead or alive: only then what was read is its own. */
    private boolean isThere(ProcessIdentity process) {
        try {
            return stats.read(process.pid(), new FileBuffer())
                    .filter(now -> now.start() == process.start())
                    .isPresent();
        } catch (IOException ignored) {
            // EMFILE, ENFILE, ENOMEM: it was not seen
            return false;
        }
    }

    private Optional<FileBuffer> file(long pid, String name, FileBuffer buffer) {
        try {
            return Optional.of(buffer.read(proc.path(pid, name)));
        } catch (IOException ignored) {
            // ENOENT or ESRCH, it has ended; EACCES, another user's; EMFILE: nothing is known
            return Optional.empty();
        }
    }
}
