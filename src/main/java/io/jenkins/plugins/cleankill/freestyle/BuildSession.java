package io.jenkins.plugins.cleankill.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.Executor;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.Hook;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.container.ContainerLaunchers;
import io.jenkins.plugins.cleankill.controller.CommandOwner;
import io.jenkins.plugins.cleankill.controller.Interruption;
import io.jenkins.plugins.cleankill.controller.LaunchSite;
import io.jenkins.plugins.cleankill.controller.LeftoverResult;
import io.jenkins.plugins.cleankill.controller.Workplaces;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.deadbuilds.UsedNodes;
import io.jenkins.plugins.cleankill.docker.ContainerOwner;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.HookRecord.HookEnding;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** One build under the wrapper: its cookie, its settings and its terminations. */
final class BuildSession implements CommandOwner {

    private final AbstractBuild<?, ?> build;
    private final Launcher plain;
    private final TaskListener listener;
    private final ResolvedSettings effective;
    private final boolean ofEveryBuild;
    private final Cookie cookie = Cookie.random();
    private final Map<String, String> variables;
    private final BuildSecrets secrets;
    private final BuildTerminations terminations;
    private final HolderWarnings watches;
    private final BuildContainers containers;
    private volatile LaunchSite launchSite;
    private volatile boolean aborted;
    private volatile boolean launchLost;
    private volatile boolean launched;

    /**
     * @param plain the launcher that ours decorates
     * @param ofEveryBuild whether the project has no wrapper of ours, and only the switch for every build handles its end
     * @param origin how processes name the build that they come from
     */
    BuildSession(
            AbstractBuild<?, ?> build,
            Launcher plain,
            TaskListener listener,
            ResolvedSettings effective,
            boolean ofEveryBuild,
            Map<String, String> origin,
            BuildSecrets secrets) {
        this.build = build;
        this.plain = plain;
        this.listener = listener;
        this.effective = effective;
        this.ofEveryBuild = ofEveryBuild;
        this.variables = new HashMap<>(origin);
        this.variables.putAll(cookie.asVariables());
        this.secrets = secrets;
        this.terminations = new BuildTerminations(build, plain, listener, secrets, effective.afterKill());
        this.containers =
                new BuildContainers(build, listener, new ContainerOwner(build, cookie, "", effective), secrets);
        this.watches = new HolderWarnings(
                plain,
                () -> new BuildLog(build, listener),
                cookie,
                settings().leftovers().kills());
    }

    /** The session of a build that begins. */
    static BuildSession of(
            AbstractBuild<?, ?> build,
            Launcher plain,
            TaskListener listener,
            ResolvedSettings effective,
            boolean ofEveryBuild) {
        return new BuildSession(
                build,
                plain,
                listener,
                effective,
                ofEveryBuild,
                Origins.of(build).asVariables(effective.settings()),
                new BuildSecrets(build::getSensitiveBuildVariables));
    }

    boolean isOfEveryBuild() {
        return ofEveryBuild;
    }

    /** The variables in the environment of every process of the build. */
    Map<String, String> variables() {
        return variables;
    }

    /** The control groups that its commands are started in, each in the one before it. */
    List<GroupName> controlGroups() {
        return Stream.concat(
                        Origins.of(build).controlGroup(settings()).stream(),
                        Stream.of(GroupName.ofCookie(cookie.value())))
                .toList();
    }

    /** Whether anything was launched since the last sweep. */
    boolean hasLaunched() {
        return launched;
    }

    void remember(String[] environment, FilePath directory) {
        launched = true;
        UsedNodes.get().add(build.getBuiltOnStr());
        launchSite = new LaunchSite(environment, directory);
        containers.note(environment, ContainerLaunchers.isOne(plain));
        secrets.note(Arrays.asList(environment));
    }

    /** Notes the secrets among a command's variables, {@code NAME=VALUE}. */
    void noteSecrets(List<String> environment) {
        secrets.note(environment);
    }

    void watch(CommandOutput command) {
        watches.begin(command);
    }

    /** An interrupted launch may yet come about on the agent, after the abort: the sweep makes up for it. */
    void loseLaunch() {
        launchLost = true;
    }

    @Override
    public void say(String text) {
        terminations.say(text);
    }

    /**
     * Ends what the build started. An interrupt meanwhile is a second abort: survivors are killed at once.
     *
     * @param output the aborted command's output, null if there is none to follow
     * @return empty if that failed, with a line in the log
     */
    @Override
    public Optional<TerminationReport> abort(CommandOutput output) {
        aborted = true;
        return endAborted(runOnAbort(), output);
    }

    /** @param before what became of the user's command for before the first signal, null if none ran */
    private Optional<TerminationReport> endAborted(
            @CheckForNull HookRecord before, @CheckForNull CommandOutput output) {
        // An interrupt while the command ran is a second abort.
        boolean hurried = before != null && before.ending() == HookEnding.CUT_SHORT && Thread.interrupted();
        return terminations.runToTheLast(
                TerminationOrder.abort(cause("Aborted"), Scope.of(cookie), settings())
                        .after(before)
                        .lookingIn(workplace()),
                output,
                hurried);
    }

    private String cause(String otherwise) {
        return Interruption.text(Interruption.causes(build), otherwise);
    }

    @CheckForNull
    private HookRecord runOnAbort() {
        Hook onAbort = effective.onAbort();
        LaunchSite place = launchSite;
        if (onAbort == null) {
            return null;
        }
        return place == null
                ? LaunchSite.runNowhere(onAbort, listener)
                : place.run(onAbort, cookie.asVariables(), plain, listener, new CompletableFuture<>());
    }

    /** Ends one command because its build step wants it; the same otherwise. */
    @Override
    public Optional<TerminationReport> stop(CommandOutput command) {
        return terminations.run(
                TerminationOrder.abort(
                        cause("Stopped by the build step"), Scope.of(cookie, command.asVariables()), settings()),
                command,
                false);
    }

    /**
     * Ends what carries these variables because a build step wants it, and nothing else of the build.
     *
     * @return false if that failed, with a line in the log
     */
    boolean stop(Map<String, String> variables) {
        return terminations
                .run(
                        TerminationOrder.abort(
                                cause("Stopped by the build step"), Scope.ofVariables(variables), settings()),
                        null,
                        false)
                .isPresent();
    }

    /** Whether these are the variables by which Jenkins tells all processes of the build. */
    boolean isWholeBuild(Map<String, String> variables) {
        return variables.equals(build.getCharacteristicEnvVars());
    }

    /**
     * Treats what is still alive as the policies say, then containers, and sets the result. An abort that came while no
     * thread waited for a command is made up for: no policy leaves an aborted command alive. Then the user's command
     * runs, if it is due.
     *
     * @return false if that failed, with a line in the log
     */
    boolean sweep() {
        boolean done = sweepOwn();
        runAfterKill();
        return done;
    }

    private boolean sweepOwn() {
        boolean any = launched;
        launched = false;
        watches.await();
        boolean done = sweepProcesses();
        if (any && !agentIsLost()) {
            containers.sweep();
            heedAbort();
        }
        return done;
    }

    private boolean sweepProcesses() {
        boolean lost = launchLost;
        launchLost = false;
        if (aborted && lost) {
            return endAborted(null, null).isPresent();
        }
        if (lost || build.getResult() == Result.ABORTED && !aborted) {
            return abort(null).isPresent();
        }
        return treatLeftovers(Scope.of(cookie));
    }

    /**
     * The same, and treats what Jenkins' own sweep would have ended besides: a process that was started on the agent with
     * the build's environment, but not by our launcher, does not carry our cookie.
     *
     * @return false if that failed, with a line in the log
     */
    boolean sweepAll() {
        boolean done = sweepOwn() && treatLeftovers(Scope.ofVariables(build.getCharacteristicEnvVars()));
        runAfterKill();
        return done;
    }

    private boolean treatLeftovers(Scope scope) {
        Optional<TerminationReport> report = terminations.runToTheLast(
                TerminationOrder.leftovers("Still running at the end", scope, settings())
                        .sparing(build.getCharacteristicEnvVars())
                        .lookingIn(workplace()),
                null,
                false);
        report.filter(each -> each.outcome().hadMembers()).ifPresent(found -> setResult());
        heedAbort();
        return report.isPresent();
    }

    private Workplace workplace() {
        return Workplaces.of(
                variables.get(Origin.VARIABLE),
                build.getBuiltOnStr(),
                containers.workspaces(),
                Instant.ofEpochMilli(build.getStartTimeInMillis()));
    }

    /** Runs the user's command for after the last process, if it is due, and treats what that leaves. */
    void runAfterKill() {
        if (terminations.runAfterKill(launchSite, cookie, settings())) {
            heedAbort();
        }
    }

    /** An abort at this time has hurried the sweep. Left set, the flag would close the files that the build is saved to. */
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
        LeftoverResult.of(settings().leftovers()).ifPresent(build::setResult);
    }

    private Settings settings() {
        return effective.settings();
    }

    @Override
    public boolean agentIsLost() {
        return terminations.agentIsLost();
    }

    @Override
    public boolean agentHangs() {
        return terminations.agentHangs();
    }
}
