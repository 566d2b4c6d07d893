package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.pipe.HeldOutput;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.termination.ProcessName;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Waits for the end of one command, without polling, and then looks for processes that still hold its output. Jenkins
 * would wait for them for ten seconds, or close the output under them.
 */
final class HolderWatch {

    /** A command's last children end with it, as a rule. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private static final Duration LONG = Duration.ofDays(1);

    private final OperatingSystem system;
    private final FollowedOutput followed;
    private final ExitWaiter waiter;
    private volatile boolean cancelled;

    HolderWatch(OperatingSystem system, FollowedOutput followed) {
        this.system = system;
        this.followed = followed;
        this.waiter = system.newExitWaiter();
    }

    /** Ends the watch: an abort has taken the output over. */
    void cancel() {
        cancelled = true;
        waiter.wakeUp();
    }

    /**
     * Waits, names the holders in the log, and takes the output over.
     *
     * @return what still comes, to be pumped until the build is over
     */
    List<OutputPump> run(Consumer<String> log) throws IOException {
        try (waiter) {
            Optional<ProcessIdentity> command = OutputKeeper.child(system, followed);
            while (command.isPresent() && !cancelled && isAlive(command.get())) {
                waiter.await(Set.of(command.get()), LONG);
            }
            if (!cancelled) {
                waiter.await(Set.of(), GRACE);
            }
            return cancelled ? List.of() : take(log);
        }
    }

    private boolean isAlive(ProcessIdentity command) throws IOException {
        return system.processes().read(id -> false).isAlive(command);
    }

    private List<OutputPump> take(Consumer<String> log) throws IOException {
        OutputKeeper keeper = new OutputKeeper();
        for (HeldOutput held : HeldOutput.in(withDetails(), followed.asVariables())) {
            boolean errors = held.descriptor() == 2 && followed.errors() != null;
            if (keeper.takeHeld(system, held, followed, errors)) {
                log.accept(LogLines.heldOutput(
                        held.holders().stream().map(ProcessName::of).toList(), errors ? "stderr" : "output"));
            }
        }
        keeper.goOn();
        return keeper.pumps();
    }

    private ProcessTable withDetails() throws IOException {
        ProcessTableReader reader = system.processes();
        ProcessTable table = reader.read(id -> true);
        Map<ProcessIdentity, ProcessDetails> details = new HashMap<>();
        table.all().stream()
                .filter(process -> process.environment().hasAll(followed.asVariables()))
                .map(ProcessInfo::identity)
                .forEach(id -> reader.details(id).ifPresent(read -> details.put(id, read)));
        return table.with(details);
    }
}
