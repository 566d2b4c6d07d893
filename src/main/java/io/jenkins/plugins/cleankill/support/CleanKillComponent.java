package io.jenkins.plugins.cleankill.support;

import com.cloudbees.jenkins.support.api.Component;
import com.cloudbees.jenkins.support.api.Container;
import com.cloudbees.jenkins.support.api.PrintedContent;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.security.Permission;
import io.jenkins.plugins.cleankill.action.RecentReports;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.Messages;
import java.io.PrintWriter;
import java.util.Set;
import jenkins.model.Jenkins;

/** The settings and the latest reports' headlines. No command lines, and nothing of the command on abort but that there is one. */
@Extension(optional = true)
public final class CleanKillComponent extends Component {

    @NonNull
    @Override
    public Set<Permission> getRequiredPermissions() {
        return Set.of(Jenkins.ADMINISTER);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CleanKillComponent_displayName();
    }

    @NonNull
    @Override
    public ComponentCategory getCategory() {
        return ComponentCategory.BUILDS;
    }

    @Override
    public void addContents(@NonNull Container container) {
        container.add(new Summary());
    }

    private static final class Summary extends PrintedContent {

        Summary() {
            super("clean-kill.md");
        }

        @Override
        protected void printTo(PrintWriter out) {
            out.println("Clean Kill\n==========\n\nGlobal configuration\n--------------------\n");
            CleanKillConfiguration.get().summary().forEach((name, value) -> out.println("  * " + name + ": " + value));
            CleanKillConfiguration.get()
                    .getClocks()
                    .forEach(clock -> out.println("  * " + clock.getName() + ": " + clock.getSeconds() + " s"));
            out.println(
                    "\nLatest reports since the controller has started\n-----------------------------------------------\n");
            RecentReports.headlines().forEach(headline -> out.println("  * " + headline));
        }
    }
}
