package io.jenkins.plugins.cleankill.docker;

import hudson.FilePath;
import hudson.model.Executor;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.DockerClientTask;
import io.jenkins.plugins.cleankill.config.Containers;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.BuildLocation;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.controller.Failures;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.ContainerPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Treats the containers that a block, or a build, has started itself and that still run at its end, as the policy says.
 * A node without docker is asked by one remote call, one with docker by one {@code docker ps}.
 */
public final class ContainerSweep {

    /** The cause in the reports. */
    public static final String CAUSE = "Containers still running at the end";

    private static final Logger LOGGER = Logger.getLogger(ContainerSweep.class.getName());
    private static final Clock CLOCK = new SystemClock();

    private final ContainerOwner owner;
    private final DockerUse use;
    private final UnaryOperator<TerminationReport> reports;
    private final List<ContainerStop> stops = new ArrayList<>();
    private boolean hurried;

    /** @param reports keeps a report, and returns it */
    public ContainerSweep(ContainerOwner owner, DockerUse use, UnaryOperator<TerminationReport> reports) {
        this.owner = owner;
        this.use = use;
        this.reports = reports;
    }

    /** Whether any look is wanted. */
    public boolean isWanted() {
        return containers().policy() != ContainerPolicy.OFF;
    }

    /** The most that it takes on a node. */
    public Duration longest() {
        Duration look = AnswerLimit.HURRIED.multipliedBy(2).plus(AnswerLimit.TO_KILL);
        return containers().policy() == ContainerPolicy.STOP
                ? look.plus(window()).plus(AnswerLimit.margin())
                : look;
    }

    /** Does it on one node. A failure is one line in the log, and nothing else. */
    public void on(String node, Surroundings surroundings, PrintStream log) {
        try {
            Optional<Duration> skew = clockSkew(node);
            if (skew.isEmpty()) {
                return;
            }
            BuildMarks marks = marks(node, surroundings, skew.get());
            DockerClient client = new DockerClient(
                    Objects.requireNonNull(Channels.node(node)).createLauncher(TaskListener.NULL),
                    use.environment(node));
            DockerAnswer answer = DockerAnswer.parse(
                    client.run(DockerScripts.LOOK, AnswerLimit.HURRIED, List.of(DockerScripts.FORMAT)));
            treat(
                    FoundContainer.in(
                            answer, marks, owner.effective().settings().keep().compile()),
                    client,
                    node,
                    log);
        } catch (TimeoutException e) {
            String silent = e.getMessage() == null ? "docker" : e.getMessage();
            say(log, notKnown(silent + " has not answered within " + AnswerLimit.HURRIED.toSeconds() + " s"));
        } catch (IOException | ExecutionException | RuntimeException e) {
            tell(log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where docker fails, it has failed for the build's commands, too: only a user who asked for more needs to know. */
    private void tell(PrintStream log, Exception failure) {
        if (containers().policy() == ContainerPolicy.STOP || containers().from() != Source.DEFAULT) {
            say(log, notKnown(Failures.reason(failure)));
        } else {
            LOGGER.log(Level.FINE, "The containers of a build are not known", failure);
        }
    }

    private static String notKnown(String why) {
        return "Whether containers of this build still run is not known: " + why;
    }

    /** How far the agent's clock is ahead of ours. Empty where there is no docker, or no agent. */
    private Optional<Duration> clockSkew(String node)
            throws InterruptedException, ExecutionException, TimeoutException {
        VirtualChannel channel = Channels.to(node);
        if (channel == null || Channels.node(node) == null || Channels.isLost(channel)) {
            return Optional.empty();
        }
        try {
            return AnswerLimit.await(() -> clockSkew(node, channel), AnswerLimit.HURRIED);
        } catch (TimeoutException e) {
            throw new TimeoutException("the agent");
        }
    }

    private Optional<Duration> clockSkew(String node, VirtualChannel channel) throws IOException, InterruptedException {
        Instant asked = CLOCK.wallTime();
        return DockerClientTask.timeWithDocker(channel, use.variables(node))
                .map(answered -> ClockSkew.of(asked, answered, CLOCK.wallTime()));
    }

    private BuildMarks marks(String node, Surroundings surroundings, Duration clockSkew) {
        return new BuildMarks(
                owner.cookie(),
                owner.tag(),
                otherTags(),
                workspaces(node),
                surroundings.begun().plus(clockSkew),
                Duration.between(surroundings.begun(), CLOCK.wallTime()),
                surroundings.alone(),
                surroundings.workspaceIsItsOwn());
    }

    /** A workspace that has the agent's own folder in it has those of other builds in it, too. */
    private Set<String> workspaces(String node) {
        FilePath root = Objects.requireNonNull(Channels.node(node)).getRootPath();
        return use.workspaces().on(node).stream()
                .filter(path -> root == null || !(root.getRemote() + "/").startsWith(path + "/"))
                .collect(Collectors.toSet());
    }

    private Set<String> otherTags() {
        return Arrays.stream(Jenkins.get().getComputers())
                .flatMap(computer -> computer.getAllExecutors().stream())
                .map(Executor::getCurrentExecutable)
                .flatMap(work -> work instanceof Run<?, ?> run ? Stream.of(run) : Stream.empty())
                .filter(run -> !run.equals(owner.run()))
                .map(ContainerOwner::tag)
                .collect(Collectors.toSet());
    }

    private void treat(List<FoundContainer> found, DockerClient client, String node, PrintStream log)
            throws InterruptedException {
        boolean stops = containers().policy() == ContainerPolicy.STOP;
        Set<String> known = found.isEmpty() ? Set.of() : reported();
        List<FoundContainer> toStop =
                found.stream().filter(each -> stops && !each.isKept()).toList();
        List<FoundContainer> news = found.stream()
                .filter(each -> !toStop.contains(each) && !known.contains(each.id()))
                .toList();
        Instant started = CLOCK.wallTime();
        Duration begun = CLOCK.elapsed();
        List<ContainerRecord> records = new ArrayList<>(name(news, log));
        if (!toStop.isEmpty()) {
            records.addAll(stop(new ContainerStop(client, toStop, window()), toStop, log));
        }
        if (!records.isEmpty()) {
            keep(records, node, new Outcome(started, CLOCK.elapsed().minus(begun), List.of(), List.of(), List.of()));
        }
    }

    private static List<ContainerRecord> name(List<FoundContainer> news, PrintStream log) {
        ContainerLines.left(news).forEach(line -> say(log, line));
        return news.stream()
                .map(each -> each.as(each.isKept() ? ContainerEnding.KEPT : ContainerEnding.LEFT))
                .toList();
    }

    private List<ContainerRecord> stop(ContainerStop stop, List<FoundContainer> found, PrintStream log)
            throws InterruptedException {
        ContainerLines.stopping(found, window()).forEach(line -> say(log, line));
        Duration begun = CLOCK.elapsed();
        List<ContainerRecord> records;
        add(stop);
        try {
            records = stop.run();
        } catch (IOException e) {
            say(log, notKnown(e.getMessage()));
            records = stop.unknown();
        } catch (TimeoutException e) {
            say(log, notKnown("docker stop has not come back"));
            records = stop.unknown();
        } finally {
            remove(stop);
        }
        ContainerLines.stopped(records, CLOCK.elapsed().minus(begun)).forEach(line -> say(log, line));
        return records;
    }

    private synchronized void add(ContainerStop stop) {
        stops.add(stop);
        if (hurried) {
            stop.killNow();
        }
    }

    private synchronized void remove(ContainerStop stop) {
        stops.remove(stop);
    }

    /** Ends the windows, also one that is still to come. */
    public synchronized void killNow() {
        hurried = true;
        stops.forEach(ContainerStop::killNow);
    }

    /** Whether any containers are being stopped. */
    public synchronized boolean isStopping() {
        return !stops.isEmpty();
    }

    /** The ids of the containers of which an earlier report of the build, of a block within for instance, tells that they run. */
    private Set<String> reported() {
        ReportStore store = ReportStore.of(owner.run());
        return store.numbers().stream()
                .flatMap(number -> Stream.ofNullable(store.read(number).report()))
                .flatMap(report -> Stream.ofNullable(report.containers()))
                .flatMap(containers -> containers.found().stream())
                .filter(each -> each.ending() != ContainerEnding.STOPPED)
                .map(ContainerRecord::id)
                .collect(Collectors.toSet());
    }

    private void keep(List<ContainerRecord> records, String node, Outcome outcome) {
        Containers containers = containers();
        reports.apply(new TerminationReport(
                CAUSE,
                BuildLocation.within(owner.part(), node),
                owner.effective().settings(),
                null,
                null,
                new ContainersRecord(containers.policy(), containers.from(), records),
                outcome));
    }

    private Containers containers() {
        return owner.effective().containers();
    }

    private Duration window() {
        return owner.effective().settings().ladder().total();
    }

    private static void say(PrintStream log, String text) {
        log.println(LogLines.line(text));
    }
}
