package io.jenkins.plugins.cleankill.engine.os.windows;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.PollingExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.List;
import java.util.Optional;

/** A 64-bit Windows. */
public final class WindowsSystem implements OperatingSystem {

    private final Clock clock = new SystemClock();
    private final ProcessTableReader processes = new WindowsProcesses();
    private final SignalSender signals = new WindowsSignals();
    private final ControlGroups jobObjects = new WindowsJobObjects();

    /** Why this system can't be used here, if so: no JNA, or a 32-bit Java. */
    public static Optional<String> whyNot() {
        try {
            return Kernel32.Availability.REASON;
        } catch (NoClassDefFoundError e) {
            return Optional.of("JNA is not there: " + e.getMessage());
        }
    }

    @Override
    public ProcessTableReader processes() {
        return processes;
    }

    @Override
    public SignalSender signals() {
        return signals;
    }

    /** Opens nothing: Windows has no way to open another process' pipe but to take its handle. */
    @Override
    public PipeOpener pipes() {
        return PipeOpener.NONE;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ControlGroups controlGroups() {
        return jobObjects;
    }

    /** A handle would keep the pid, and the wait for many handles has a limit of 64. */
    @Override
    public ExitWaiter newExitWaiter() {
        return new PollingExitWaiter(WindowsSystem::isAlive, clock);
    }

    @Override
    public boolean hidesDispositions() {
        return true;
    }

    @Override
    public List<String> limitations() {
        return List.of();
    }

    private static boolean isAlive(ProcessIdentity process) {
        Optional<OpenProcess> open = OpenProcess.of(process, 0);
        open.ifPresent(OpenProcess::close);
        return open.isPresent();
    }
}
