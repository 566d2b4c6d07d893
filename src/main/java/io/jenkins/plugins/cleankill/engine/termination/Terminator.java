package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.outcome.Announcements;
import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.plan.Heed;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.LookAlikes;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Observer;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One termination: climbs the ladder rung by rung, kills what is left, and tells what came of it. Used once, in one
 * thread; only {@link #killNow()} may come from another.
 */
public final class Terminator {

    private final OperatingSystem system;
    private final Settings settings;
    private final Ladder ladder;
    private final ProgressListener listener;
    private final Announcements announcements;
    private final MemberTracker tracker;
    private final OutcomeRecorder recorder;
    private final Explanations explanations;
    private final ExitWaiter waiter;
    private volatile boolean hurried;
    private final Scope scope;
    private final Workplace workplace;
    private final HoldingsQuery holdings;
    private boolean takenUp;
    private boolean ofLeftovers;

    /** A termination of the processes in the scope. */
    public Terminator(
            OperatingSystem system,
            Scope scope,
            Settings settings,
            KeepRules keepRules,
            ProgressListener listener,
            Workplace workplace) {
        this.system = system;
        this.settings = settings;
        this.ladder = settings.ladder().in(system.signals()::named);
        this.listener = new AnnouncementFirst(listener);
        this.announcements = new Announcements(this.listener);
        this.tracker = new MemberTracker(system, scope, keepRules);
        this.recorder = new OutcomeRecorder(system.clock());
        this.explanations = new Explanations(recorder, system.processes().ownUser(), system.evidence());
        this.holdings = new HoldingsQuery(system.evidence(), system.clock(), recorder);
        this.waiter = system.newExitWaiter();
        this.scope = scope;
        this.workplace = workplace;
    }

    /** Skips the rest of the windows: the members that are left are killed now. */
    public void killNow() {
        hurried = true;
        waiter.wakeUp();
    }

    /**
     * Ends the processes.
     *
     * @throws IOException if the processes can't be read at all; every frozen process is thawed
     */
    public Outcome run() throws IOException {
        recorder.open();
        try (waiter;
                Substitute substitute = new Substitute(system.pipes(), listener);
                Freezer freezer = new Freezer(
                        system.signals(), system.evidence(), waiter, recorder, system.newWatchdog(scope.owner()));
                ShutdownHook atExit = new ShutdownHook(freezer::thawAtExit)) {
            RungContext context = context(freezer, substitute);
            Members members = see(tracker.look(process -> false));
            endWatchdogs(members.table());
            if (!members.isEmpty()) {
                new Circumstances(system, tracker, ladder).of(members).forEach(context::remark);
                tellHoldings(members);
                members = kill(climb(dumpThreads(members, context), context), freezer);
            }
            announceKept(members);
            freezer.adoptWrappers(takenUp ? tracker.stoppedWrappersOfAnyCommand() : tracker.stoppedWrappers());
            freezer.thawMembers();
            // Before the wrappers go on: they end the build's step, and with it the log of our last lines
            return close(members);
        }
    }

    /**
     * Ends the processes after another termination of them was cut off in its first rung: a process that catches that
     * rung's signal is not sent it again, and every process that is still frozen is thawed in the end.
     *
     * @throws IOException if the processes can't be read at all
     */
    public Outcome takeUp() throws IOException {
        takenUp = true;
        return run();
    }

    /**
     * Ends processes that are left at the end of a build or block: it tells first what they hold.
     *
     * @throws IOException if the processes can't be read at all
     */
    public Outcome sweep() throws IOException {
        ofLeftovers = true;
        return run();
    }

    /** What was held is gone with its holder: it is asked before the first signal. */
    private void tellHoldings(Members members) {
        if (ofLeftovers) {
            holdings.ask(members.alive().stream())
                    .forEach(process -> listener.on(new TerminationEvent.Holds(
                            ProcessName.of(process), recorder.holdings(process.identity()))));
        }
    }

    /** What lives on is named with what it holds. */
    private void announceKept(Members members) {
        holdings.ask(Stream.concat(
                members.kept().keySet().stream().flatMap(id -> members.table().find(id).stream()),
                members.alive().stream()));
        announcements.kept(members, recorder::holdings);
    }

    /**
     * Names the members that live, and touches none.
     *
     * @throws IOException if the processes can't be read at all
     */
    public Outcome survey() throws IOException {
        recorder.open();
        try (waiter) {
            Members members = see(tracker.lookAfresh());
            members.alive().forEach(process -> recorder.explain(process.identity(), Announcements.LEFT_RUNNING));
            announceKept(members);
            return close(members);
        }
    }

    /** The termination that they belong to was lost with its JVM: this one thaws what it has frozen. */
    private void endWatchdogs(ProcessTable table) {
        table.all().stream()
                .filter(process ->
                        !scope.owner().isEmpty() && process.environment().has(ThawWatchdog.VARIABLE, scope.owner()))
                .forEach(watchdog -> system.signals().send(watchdog.identity(), Signal.KILL));
    }

    private RungContext context(Freezer freezer, Substitute substitute) {
        return new RungContext(
                freezer,
                substitute,
                system.evidence(),
                recorder,
                waiter,
                listener,
                () -> hurried,
                system.processes()::now,
                new Observer(system.processes().ownPid(), system.adoptsOrphans()));
    }

    private Members climb(Members first, RungContext context) throws IOException {
        Members members = first;
        int number = 0;
        Optional<RungClimb> before = Optional.empty();
        for (Rung rung : ladder.rungs()) {
            number++;
            boolean isLast = number == ladder.rungs().size();
            if (!system.signals().supports(rung.signal())) {
                context.remark(rung.signal().fullName() + " is not waited for: this system has nothing like it");
                continue;
            }
            if (!isLast && Heed.isIgnoredByAll(members, rung.signal())) {
                passOver(rung.signal(), members);
                continue;
            }
            RungClimb climb = new RungClimb(
                    rung, number, RungPlanner.of(settings.delivery(), system.hidesDispositions()), context, before);
            if (takenUp && number == 1) {
                climb.assumeDelivered(members);
            }
            members = climb.run(members, new Looks());
            before = Optional.of(climb);
            if (members.isEmpty()) {
                return members;
            }
            members = see(tracker.lookAfresh());
            if (!isLast && !hurried) {
                explanations.outlived(members, rung.signal(), context.freezer()).forEach(context::remark);
            }
        }
        return members;
    }

    private void passOver(Signal signal, Members members) {
        recorder.remark(signal.fullName() + " was not waited for: every process ignored it");
        listener.on(new TerminationEvent.RungPassedOver(signal, members.alive().size()));
    }

    /** The members that are left after it. */
    private Members kill(Members members, Freezer freezer) throws IOException {
        if (members.isEmpty()) {
            return members;
        }
        if (hurried) {
            listener.on(new TerminationEvent.KillNow(members.alive().size()));
        }
        explanations.note(members, lastRung(), freezer);
        new KillPhase(freezer, recorder, waiter, tracker).run(members);
        Members left = see(tracker.lookAfresh());
        explanations.note(left, Signal.KILL, freezer);
        return left;
    }

    private Signal lastRung() {
        List<Rung> rungs = ladder.rungs();
        return rungs.get(rungs.size() - 1).signal();
    }

    /** Records what a rung sees. */
    private final class Looks implements RungClimb.Look {

        @Override
        public Members again(Predicate<ProcessIdentity> settled) throws IOException {
            return see(tracker.look(settled));
        }

        @Override
        public Members afresh() throws IOException {
            return see(tracker.lookAfresh());
        }
    }

    /** The members after it. Processes that an earlier termination has frozen, or told to end, are not asked. */
    private Members dumpThreads(Members members, RungContext context) throws IOException {
        if (takenUp) {
            return members;
        }
        boolean dumped = settings.dumpThreads() && new DumpPhase(system.threadDumps(), context).run(members);
        boolean signalled = new SignalDumpPhase(settings.dumpSignals(), system.threadDumps(), context).run(members);
        return dumped || signalled ? see(tracker.lookAfresh()) : members;
    }

    private Members see(Members members) {
        recorder.see(members, tracker::membership);
        return members;
    }

    private Outcome close(Members members) {
        Outcome outcome = recorder.close(lookAlikes(members.table()));
        announcements.over(outcome);
        return outcome;
    }

    private List<LookAlike> lookAlikes(ProcessTable last) {
        LookAlikes rules = new LookAlikes(
                workplace,
                workplace.age(recorder.now()),
                system.processes().ownPid(),
                tracker.untouchable(),
                tracker::isKnown);
        try {
            return new LookAlikeSearch(system, rules, new KeepRules(scope.keepMarkers(), settings.keep(), Veto.NONE))
                    .in(last);
        } catch (IOException e) {
            String text = "Whether processes are left that look like this build's is not known: " + e.getMessage();
            recorder.remark(text);
            listener.on(new TerminationEvent.Remark(text));
            return List.of();
        }
    }
}
