package io.jenkins.plugins.cleankill.freestyle;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.Executor;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.action.ReportStore;
import io.jenkins.plugins.cleankill.agent.AgentTermination;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.FollowedOutput;
import io.jenkins.plugins.cleankill.agent.HolderWatchTask;
import io.jenkins.plugins.cleankill.agent.Interruption;
import io.jenkins.plugins.cleankill.agent.KillingDisabledException;
import io.jenkins.plugins.cleankill.agent.LastLaunch;
import io.jenkins.plugins.cleankill.agent.Place;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.OnAbort;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.deadbuilds.CutOff;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.launcher.ProcessOwner;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One build under the wrapper: its cookie, its settings and its terminations. */
final class BuildSession implements ProcessOwner {

    private static final Logger LOGGER = Logger.getLogger(BuildSession.class.getName());
    private static final Clock CLOCK = new SystemClock();
    private static final Duration WATCHES_AT_MOST = Duration.ofSeconds(2);

    private final AbstractBuild<?, ?> build;
    private final Launcher plain;
    private final TaskListener listener;
    private final ResolvedSettings effective;
    private final boolean ofEveryBuild;
    private final Cookie cookie = Cookie.random();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Set<Long> told = ConcurrentHashMap.newKeySet();
    private final Queue<Future<Void>> watches = new ConcurrentLinkedQueue<>();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private volatile LastLaunch lastLaunch;
    private volatile boolean aborted;
    private volatile boolean launchLost;
    private volatile boolean launched;

    /**
     * @param plain the launcher that ours decorates
     * @param ofEveryBuild whether the project has no wrapper of ours, and nobody but us thinks of the end
     */
    BuildSession(
            AbstractBuild<?, ?> build,
            Launcher plain,
            TaskListener listener,
            ResolvedSettings effective,
            boolean ofEveryBuild) {
        this.build = build;
        this.plain = plain;
        this.listener = listener;
        this.effective = effective;
        this.ofEveryBuild = ofEveryBuild;
    }

    boolean isOfEveryBuild() {
        return ofEveryBuild;
    }

    /** What every process of the build has in its environment. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(Origins.of(build).asVariables(settings()));
        variables.putAll(cookie.asVariables());
        return variables;
    }

    /** Whether anything was launched since the last sweep. */
    boolean hasLaunched() {
        return launched;
    }

    Cookie cookie() {
        return cookie;
    }

    void remember(String[] environment, FilePath directory) {
        launched = true;
        lastLaunch = new LastLaunch(environment, directory);
        noteSecrets(Arrays.asList(environment));
    }

    /**
     * Notes the values that Jenkins masks in the log.
     *
     * @param environment variables as {@code NAME=VALUE}
     */
    void noteSecrets(List<String> environment) {
        Set<String> names = build.getSensitiveBuildVariables();
        environment.stream()
                .map(variable -> variable.split("=", 2))
                .filter(variable -> variable.length == 2 && names.contains(variable[0]))
                .forEach(variable -> secrets.add(variable[1]));
    }

    /** Has somebody look for processes that hold the command's output when it has ended. */
    void watch(FollowedOutput command) {
        VirtualChannel channel = plain.getChannel();
        if (channel == null) {
            return;
        }
        try {
            watches.add(HolderWatchTask.begin(
                    channel, cookie, command, settings().leftovers().kills(), listener.getLogger()));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The holders of an output will not be named", e);
        }
    }

    /** The last command has ended: what there is to say of it comes at once. One that nobody waits for is not over. */
    private void awaitWatches() {
        Duration end = CLOCK.elapsed().plus(WATCHES_AT_MOST);
        for (Future<Void> watch = watches.poll(); watch != null; watch = watches.poll()) {
            try {
                watch.get(Math.max(0, end.minus(CLOCK.elapsed()).toMillis()), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOGGER.log(Level.FINE, "The holders of an output were not named", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** An interrupted launch may yet come about on the agent, after the abort: the sweep makes up for it. */
    void loseLaunch() {
        launchLost = true;
    }

    /** Prints a line of ours, once in a build. */
    @Override
    public void say(String text) {
        if (said.add(text)) {
            listener.getLogger().println(LogLines.line(text));
        }
    }

    /**
     * Ends what the build started. An interrupt meanwhile is a second abort: what is left is killed at once.
     *
     * @param output the aborted command's output, null if there is none to follow
     * @return empty if that failed, with a line in the log
     */
    @Override
    public Optional<TerminationReport> abort(FollowedOutput output) {
        aborted = true;
        boolean hurried = runOnAbort();
        return terminate(TerminationOrder.abort(cause("Aborted"), Scope.of(cookie), settings()), output, hurried);
    }

    private String cause(String otherwise) {
        return Interruption.text(Interruption.causes(build), otherwise);
    }

    /** Whether it was cut short by a second abort. */
    private boolean runOnAbort() {
        LastLaunch place = lastLaunch;
        OnAbort onAbort = effective.onAbort();
        if (place != null && onAbort != null) {
            try {
                place.run(onAbort, cookie.asVariables(), plain, listener);
            } catch (InterruptedException e) {
                say("onAbort: cut short by another abort; it is ended with the rest");
                return true;
            }
        }
        return false;
    }

    /** Ends one command because its build step wants it; the same otherwise. */
    @Override
    public Optional<TerminationReport> stop(FollowedOutput command) {
        Map<String, String> variables = new HashMap<>(cookie.asVariables());
        variables.putAll(command.asVariables());
        return terminate(
                TerminationOrder.abort(cause("Stopped by the build step"), Scope.ofVariables(variables), settings()),
                command,
                false);
    }

    /**
     * Treats what is still alive as the policy says, and sets the result. An abort that came while nobody waited for a
     * command is made up for: no policy leaves an aborted command alive.
     *
     * @return false if that failed, with a line in the log
     */
    boolean sweep() {
        launched = false;
        awaitWatches();
        if (launchLost || build.getResult() == Result.ABORTED && !aborted) {
            launchLost = false;
            return abort(null).isPresent();
        }
        Optional<TerminationReport> report = terminate(
                TerminationOrder.leftovers("Still running at the end", Scope.of(cookie), settings()), null, false);
        report.filter(each -> each.outcome().hadMembers()).ifPresent(found -> setResult());
        heedAbort();
        return report.isPresent();
    }

    /** Who aborts now has hurried the sweep. Left set, the flag would close the files that the build is saved to. */
    private void heedAbort() {
        if (Thread.interrupted() && build.isBuilding()) {
            build.setResult(Result.ABORTED);
            Executor executor = build.getExecutor();
            if (executor != null) {
                executor.recordCauseOfInterruption(build, listener);
            }
        }
    }

    private void setResult() {
        if (!build.isBuilding()) {
            return; // a publisher's processes: the result is told by now
        }
        LeftoverPolicy policy = settings().leftovers();
        if (policy == LeftoverPolicy.UNSTABLE) {
            build.setResult(Result.UNSTABLE);
        } else if (policy == LeftoverPolicy.FAIL) {
            build.setResult(Result.FAILURE);
        }
    }

    private Settings settings() {
        return effective.settings();
    }

    private Optional<TerminationReport> terminate(TerminationOrder order, FollowedOutput output, boolean hurried) {
        AgentTermination termination = AgentTermination.begin(
                plain.getChannel(), order.withTold(told).in(place()), listener.getLogger(), output);
        if (hurried) {
            termination.killNow();
        }
        try {
            TerminationReport report = keep(order, patiently(termination));
            report.outcome().processes().stream()
                    .filter(each -> each.ending() == Ending.KEPT || each.ending() == Ending.LEFT)
                    .map(ProcessRecord::pid)
                    .forEach(told::add);
            return Optional.of(report);
        } catch (ExecutionException e) {
            say(failure(e.getCause()));
            if (agentIsLost()) {
                owe(order.occasion() == TerminationOrder.Occasion.ABORT ? order.takenUp() : order);
            }
            return Optional.empty();
        }
    }

    private TerminationReport keep(TerminationOrder order, TerminationReport report) {
        return ReportStore.add(build, order.cause(), order.settings(), secrets, report);
    }

    private void owe(TerminationOrder order) {
        CutOff.owe(build.getBuiltOnStr(), build, order, report -> keep(order, report));
    }

    /** Several agents may work on a build with many axes, or on its modules. */
    private String place() {
        return Place.on(build.getBuiltOnStr());
    }

    private String failure(Throwable cause) {
        if (cause instanceof KillingDisabledException) {
            return cause.getMessage();
        }
        return agentIsLost()
                ? "The agent is lost: what of the build still runs there is not known; it is ended when the agent is"
                        + " back"
                : "The processes could not be ended (" + cause + "); Jenkins' own killing does what it can";
    }

    /** Whether there is nobody who could do anything. */
    @Override
    public boolean agentIsLost() {
        return Channels.isLost(plain.getChannel());
    }

    /** An interrupt does not end the wait: it is a second abort, and hurries. The caller learns of it by its flag. */
    private static TerminationReport patiently(AgentTermination termination) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return termination.report().get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    termination.killNow();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
