package io.jenkins.plugins.cleankill.live;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page of an agent that shows what runs there of which build, and ends what a build has left. */
@Restricted(NoExternalUse.class)
public final class ProcessesOfBuilds implements Action, StaplerProxy {

    private final Computer computer;

    ProcessesOfBuilds(Computer computer) {
        this.computer = computer;
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return computer.hasPermission(Computer.EXTENDED_READ) ? "symbol-power" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ProcessesOfBuilds_displayName();
    }

    @Override
    public String getUrlName() {
        return "processes-of-builds";
    }

    /** Whatever is asked of the page: not without the permission. */
    @Override
    public Object getTarget() {
        computer.checkPermission(Computer.EXTENDED_READ);
        return this;
    }

    public Computer getComputer() {
        return computer;
    }

    /** What runs there now; it takes no longer than some seconds. */
    public Look getLook() throws InterruptedException {
        try {
            return new Look(builds(), null);
        } catch (IOException e) {
            return new Look(List.of(), e.getMessage());
        } catch (TimeoutException e) {
            return new Look(List.of(), Messages.Look_slow(AgentLook.PATIENCE.toSeconds()));
        }
    }

    private List<BuildView> builds() throws IOException, InterruptedException, TimeoutException {
        return AgentLook.at(computer).stream()
                .flatMap(build ->
                        Origin.parse(build.origin()).map(origin -> new BuildView(computer, build, origin)).stream())
                .toList();
    }

    /** What users have had ended here, the latest first. */
    public List<EndingView> getEndings() {
        return Endings.on(computer).stream()
                .map(ending -> new EndingView(BuildView.name(computer, ending.origin()), ending))
                .toList();
    }

    /** Ends what a build that is over has left, with all of the windows; the page tells what comes of it. */
    @RequirePOST
    public HttpResponse doEnd(@QueryParameter String build) throws InterruptedException, InvalidSettingException {
        VirtualChannel channel = computer.getChannel();
        for (BuildView each : getLook().builds()) {
            if (each.getKey().equals(build) && channel != null) {
                each.checkMayEnd();
                if (each.isToBeEnded()) {
                    Endings.begin(computer, channel, each);
                }
            }
        }
        return HttpResponses.redirectTo(".");
    }

    /**
     * What the agent has told.
     *
     * @param builds the builds
     * @param problem why there is nothing to show; null if there is none
     */
    public record Look(List<BuildView> builds, @CheckForNull String problem) {

        public List<BuildView> getBuilds() {
            return builds;
        }

        @CheckForNull
        public String getProblem() {
            return problem;
        }
    }

    /** Gives it to every agent, and to the controller's own machine. */
    @Extension
    public static final class Factory extends TransientActionFactory<Computer> {

        @Override
        public Class<Computer> type() {
            return Computer.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return ProcessesOfBuilds.class;
        }

        @Override
        public Collection<? extends Action> createFor(Computer computer) {
            return List.of(new ProcessesOfBuilds(computer));
        }
    }
}
