package io.jenkins.plugins.cleankill.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.FormBinding;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.config.Messages;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Clean Kill for the builds of a Freestyle, matrix or similar project. */
public final class CleanKillBuildWrapper extends BuildWrapper {

    private KillFields settings = new KillFields();

    @DataBoundConstructor
    public CleanKillBuildWrapper() {
        // every setting is optional
    }

    /** The fields that this project sets; its empty fields mean the global defaults. */
    public KillFields getSettings() {
        return settings == null ? new KillFields() : settings; // a job's XML may leave it out
    }

    @DataBoundSetter
    public void setSettings(KillFields settings) {
        this.settings = settings;
    }

    /** Stands between every build step, the checkout too, and the processes that it waits for. */
    @Override
    public Launcher decorateLauncher(AbstractBuild build, Launcher launcher, BuildListener listener) {
        ResolvedSettings resolved = CleanKillConfiguration.get()
                .resolveStored(
                        getSettings(),
                        Source.JOB,
                        notice -> listener.getLogger().println(LogLines.line(notice)));
        BuildSession session = BuildSession.of(build, launcher, listener, resolved, false);
        BuildSessions.begin(build, session);
        return new CleanKillLauncher(launcher, session);
    }

    /** The tear-down sweeps leftovers, however the build went: publishers meet a quiet machine. */
    @Override
    public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener) {
        return new Environment() {
            @Override
            public boolean tearDown(AbstractBuild build, BuildListener listener) {
                BuildSessions.find(build).ifPresent(BuildSession::sweep);
                return true;
            }
        };
    }

    /** Offers it under "Environment". */
    @Extension
    @Symbol("cleanKill")
    public static final class DescriptorImpl extends BuildWrapperDescriptor {

        @Override
        public boolean isApplicable(AbstractProject<?, ?> project) {
            return true;
        }

        @Override
        public BuildWrapper newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return FormBinding.explain(() -> {
                CleanKillBuildWrapper wrapper = (CleanKillBuildWrapper) super.newInstance(request, form);
                CleanKillConfiguration.get().resolve(wrapper.getSettings(), Source.JOB);
                return wrapper;
            });
        }

        @Override
        public String getDisplayName() {
            return Messages.CleanKill_displayName();
        }
    }
}
