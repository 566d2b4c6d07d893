package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.pipe.HeldOutput;
import io.jenkins.plugins.cleankill.engine.pipe.Launch;
import io.jenkins.plugins.cleankill.engine.pipe.PipeHolder;
import io.jenkins.plugins.cleankill.engine.pipe.PipeHolderFinder;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.report.HolderLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Waits for the end of one command, without polling, and then looks for processes that still hold its output. Jenkins
 * would wait for them for ten seconds, or close the output under them.
 */
final class HolderWatch {

    /** A command's last children end with it, as a rule. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private static final int LOOKS = 4;

    /** The most that the order to watch takes from the controller to the agent. */
    private static final Duration SINCE_THE_LAUNCH = Duration.ofSeconds(10);

    private static final Duration LONG = Duration.ofDays(1);

    private final OperatingSystem system;
    private final CommandOutput followed;
    private final String owner;
    private final boolean leftoversEnd;
    private final ExitWaiter waiter;
    private final Map<Long, Integer> pipes = new ConcurrentHashMap<>();
    private final Set<ProcessIdentity> orphans = ConcurrentHashMap.newKeySet();
    private volatile long notBefore;
    private volatile boolean cancelled;

    /**
     * @param owner the value of the build's cookie
     * @param leftoversEnd whether leftovers at the build's end are ended
     */
    HolderWatch(OperatingSystem system, CommandOutput followed, String owner, boolean leftoversEnd) {
        this(system, followed, owner, leftoversEnd, system.newExitWaiter());
    }

    /** With a waiter of one's own: the watch closes it. */
    HolderWatch(OperatingSystem system, CommandOutput followed, String owner, boolean leftoversEnd, ExitWaiter waiter) {
        this.system = system;
        this.followed = followed;
        this.owner = owner;
        this.leftoversEnd = leftoversEnd;
        this.waiter = waiter;
    }

    /** Ends the watch: an abort has taken the output over. */
    void cancel() {
        cancelled = true;
        waiter.wakeUp();
    }

    /**
     * Waits, names the holders in the log, and takes the output over.
     *
     * @return the output that still comes, to be pumped until the build is over
     */
    List<OutputPump> run(Consumer<String> log) throws IOException {
        try (waiter) {
            Optional<ProcessIdentity> command = CommandPipes.child(system, followed);
            notBefore = command.map(ProcessIdentity::start).orElseGet(this::longBeforeTheLaunch);
            learnPipes(command);
            command.ifPresent(this::awaitEnd);
            grace();
            return cancelled ? List.of() : take(log);
        }
    }

    /** The watch begins right after the launch; a process that is much older than that can't come from it. */
    private long longBeforeTheLaunch() {
        return system.processes().now().tick()
                - SINCE_THE_LAUNCH.dividedBy(system.processes().tick());
    }

    private void awaitEnd(ProcessIdentity command) {
        boolean alive = true;
        while (alive && !cancelled) {
            alive = waiter.await(Set.of(command), LONG).isEmpty();
        }
    }

    /** The pipe of a command that has ended can be told only while all of the threads that copy are waiting. */
    private void grace() {
        for (int look = 0; look < LOOKS && !cancelled; look++) {
            waiter.await(Set.of(), GRACE.dividedBy(LOOKS));
            if (pipes.isEmpty()) {
                learnPipes(Optional.empty());
            }
        }
    }

    private void learnPipes(Optional<ProcessIdentity> command) {
        CommandPipes.pipes(system, followed, command).forEach(pipes::putIfAbsent);
    }

    private List<OutputPump> take(Consumer<String> log) throws IOException {
        OutputTakeover keeper = new OutputTakeover();
        for (HeldOutput held : find()) {
            boolean errors = isErrors(held);
            boolean taken = keeper.takeHeld(system, held, followed, errors);
            name(held, taken, log);
        }
        keeper.goOn();
        return keeper.pumps();
    }

    /**
     * Names the processes that hold an aborted command's output though its termination is over: it did not know them.
     *
     * @param reported the pids of which the outcome tells
     */
    void nameOrphans(Set<Long> reported, Consumer<String> log) throws IOException {
        for (HeldOutput held : find()) {
            List<PipeHolder> strangers = held.holders().stream()
                    .filter(holder -> holder.isOrphaned()
                            && !reported.contains(holder.process().pid()))
                    .toList();
            if (!strangers.isEmpty()) {
                name(new HeldOutput(held.descriptor(), strangers), false, log);
            }
        }
    }

    private List<HeldOutput> find() throws IOException {
        return new PipeHolderFinder(system.processes(), system.descriptors().orElse(pid -> List.of()))
                .find(new Launch(followed.asVariables(), owner, notBefore), pipes);
    }

    private void name(HeldOutput held, boolean taken, Consumer<String> log) {
        String stream = isErrors(held) ? "stderr" : "output";
        new HolderLines(stream, taken, leftoversEnd).of(held.holders()).forEach(log);
        held.holders().stream()
                .filter(PipeHolder::isOrphaned)
                .map(holder -> holder.process().identity())
                .forEach(orphans::add);
    }

    private boolean isErrors(HeldOutput held) {
        return held.descriptor() == 2 && followed.errors() != null;
    }

    /** The processes that are known to be the build's only because they hold its output. */
    Set<ProcessIdentity> orphans() {
        return Set.copyOf(orphans);
    }
}
