package io.jenkins.plugins.cleankill.engine.os.portable;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.PollingExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Any system, as far as {@link ProcessHandle} goes: SIGTERM and SIGKILL, or what the system has in their place. */
public final class PortableSystem implements OperatingSystem {

    private static final String LIMITATION =
            "Processes are known by Java's ProcessHandle only: there are no signals but SIGTERM and SIGKILL.";

    private static final String BY_FORCE_ONLY =
            "There is no signal here that asks a process to end: what is left after the windows is ended by force.";

    private final Clock clock = new SystemClock();
    private final ProcessTableReader processes;

    /**
     * @param environments looks once at all processes, and then knows the environment of a pid, nothing if it can't be read:
     *     it is asked once for each snapshot
     */
    public PortableSystem(Supplier<LongFunction<Optional<Map<String, String>>>> environments) {
        this(environments, System::currentTimeMillis);
    }

    /** @param millis the milliseconds since 1970 by which Java tells births: on Linux its clock is up to a second slow */
    public PortableSystem(Supplier<LongFunction<Optional<Map<String, String>>>> environments, LongSupplier millis) {
        this.processes = new PortableProcesses(environments, millis);
    }

    @Override
    public ProcessTableReader processes() {
        return processes;
    }

    @Override
    public SignalSender signals() {
        return new PortableSignals();
    }

    /** Opens nothing: there is no way to. */
    @Override
    public PipeOpener pipes() {
        return PipeOpener.NONE;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ExitWaiter newExitWaiter() {
        return new PollingExitWaiter(process -> Handles.find(process).isPresent(), clock);
    }

    @Override
    public boolean hidesDispositions() {
        return true;
    }

    @Override
    public List<String> limitations() {
        return List.of(ProcessHandle.current().supportsNormalTermination() ? LIMITATION : BY_FORCE_ONLY);
    }
}
