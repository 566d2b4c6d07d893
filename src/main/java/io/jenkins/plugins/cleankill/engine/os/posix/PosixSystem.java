package io.jenkins.plugins.cleankill.engine.os.posix;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.ShellThawWatchdog;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.os.portable.PortableSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A Unix other than Linux: macOS, the BSDs, Solaris, AIX. Nothing is read below {@code /proc}.
 *
 * <p>Ends are looked for every few milliseconds: {@link ProcessHandle#onExit} looks as well, where the process is no child
 * of ours, and as rarely as every five seconds.
 */
public final class PosixSystem implements OperatingSystem {

    private static final String LIMITATION =
            "This system does not tell what a process does with a signal: shells are held"
                    + " until their commands have ended, and all others get the signal at once.";

    /**
     * By ps(1): the column of states has another name on each system, and {@code etime}, the time since the birth, is
     * [[dd-]hh:]mm:ss, see POSIX. It is in whole seconds, as is the present moment: a few may lie between two looks.
     */
    static final String IS_STOPPED = """
            for column in stat s st; do
              state=$(ps -o $column= -p "$pid" 2>/dev/null) && break
            done
            set -- $state
            case "$1" in T*) ;; *) return 1 ;; esac
            now=$(date +%s)
            set -- $(ps -o etime= -p "$pid")
            case "$1" in
              *-*) days=${1%%-*} ;;
              *) days=0 ;;
            esac
            IFS=:
            set -- ${1#*-}
            unset IFS
            [ $# -lt 3 ] && set -- 0 "$@"
            [ $# -eq 3 ] || return
            hours=${1#0} minutes=${2#0} seconds=${3#0}
            age=$((((days * 24 + ${hours:-0}) * 60 + ${minutes:-0}) * 60 + ${seconds:-0}))
            away=$((now - age - ${start%???}))
            [ $away -ge -TOLERANCE ] && [ $away -le TOLERANCE ]
            """.replace("TOLERANCE", "3");

    private final Duration watchdogPatience = ShellThawWatchdog.patience();
    private final PortableSystem portable;
    private final ProcessTableReader processes;
    private final SignalSender signals = new PosixSignals(new SignalNumbers(System.getProperty("os.name")));

    /** @param environments as in {@link PortableSystem} */
    public PosixSystem(Supplier<LongFunction<Optional<Map<String, String>>>> environments) {
        this(new PortableSystem(environments));
    }

    PosixSystem(PortableSystem portable) {
        this.portable = portable;
        this.processes = new PosixProcesses(portable.processes(), new Ps(System.getProperty("os.name")));
    }

    /** Why this system can't be used here, if so: no JNA. */
    public static Optional<String> whyNot() {
        try {
            return LibC.Availability.REASON;
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

    /** Opens nothing: only Linux has the descriptors of processes as files. */
    @Override
    public PipeOpener pipes() {
        return portable.pipes();
    }

    @Override
    public Clock clock() {
        return portable.clock();
    }

    @Override
    public ExitWaiter newExitWaiter() {
        return portable.newExitWaiter();
    }

    @Override
    public ThawWatchdog newWatchdog(String about) {
        return new ShellThawWatchdog(about, watchdogPatience, IS_STOPPED);
    }

    @Override
    public boolean hidesDispositions() {
        return true;
    }

    @Override
    public List<String> limitations() {
        return List.of(LIMITATION);
    }
}
