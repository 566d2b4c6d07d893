package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;

/** Another plugin's block with a launcher of its own. */
public final class DecoratedStep extends DecoratingStep {

    @DataBoundConstructor
    public DecoratedStep() {}

    @Override
    LauncherDecorator decorator() {
        return new Decorator();
    }

    private static final class Decorator extends LauncherDecorator implements Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Launcher decorate(@NonNull Launcher launcher, @NonNull Node node) {
            return launcher.decorateByEnv(new EnvVars("DECORATED", "yes"));
        }
    }

    @Extension
    public static final class DescriptorImpl extends BlockDescriptor {

        public DescriptorImpl() {
            super("decorated");
        }
    }
}
