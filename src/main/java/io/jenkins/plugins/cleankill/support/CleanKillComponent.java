package io.jenkins.plugins.cleankill.support;

import com.cloudbees.jenkins.support.api.Component;
import com.cloudbees.jenkins.support.api.Container;
import com.cloudbees.jenkins.support.api.PrintedContent;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.security.Permission;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.config.Messages;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.reports.RecentReports;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;

/** The settings and the latest reports' headlines. No command lines, and nothing of the commands around an end but that there are some. */
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
            values().forEach((name, value) -> out.println("  * " + name + ": " + value));
            CleanKillConfiguration.get()
                    .getTimeouts()
                    .forEach(timeout -> out.println("  * " + timeout.getName() + ": " + timeout.getSeconds() + " s"));
            out.println(
                    "\nLatest reports since the controller has started\n-----------------------------------------------\n");
            RecentReports.headlines().forEach(headline -> out.println("  * " + headline));
        }

        /** The settings where a job or step sets none. No texts that may hold secrets. */
        private static Map<String, Object> values() {
            CleanKillConfiguration global = CleanKillConfiguration.get();
            ResolvedSettings resolved = global.resolve(new KillFields());
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("capSeconds", global.getCapSeconds());
            values.put("ladder", resolved.settings().ladder());
            values.put("delivery", resolved.settings().delivery());
            values.put("leftovers", resolved.settings().leftovers());
            values.put("keep", resolved.settings().keep().globs());
            values.put("dumpThreads", resolved.settings().dumpThreads());
            values.put("dumpSignals", resolved.settings().dumpSignals());
            values.put("onAbort", resolved.onAbort() != null);
            values.put("afterKill", resolved.afterKill() != null);
            values.put("leftoversFixed", global.isLeftoversFixed());
            values.put("keepFixed", global.isKeepFixed());
            values.put("everyBuild", global.isEveryBuild());
            values.put("deadBuilds", global.deadBuildPolicy());
            values.put("keepReports", global.getKeepReports());
            values.put("keepReportsDays", global.getKeepReportsDays());
            values.put("argumentsInReports", global.isArgumentsInReports());
            return values;
        }
    }
}
