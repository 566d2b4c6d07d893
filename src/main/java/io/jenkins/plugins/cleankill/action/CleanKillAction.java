package io.jenkins.plugins.cleankill.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The report's page on a build that has one. Nothing of it is in the build's own file: it reads when somebody looks. */
@ExportedBean
public final class CleanKillAction implements Action {

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,2}");

    private final Run<?, ?> run;
    private final ReportStore store;

    CleanKillAction(Run<?, ?> run, ReportStore store) {
        this.run = run;
        this.store = store;
    }

    @Override
    public String getIconFileName() {
        return "symbol-power";
    }

    @Override
    public String getDisplayName() {
        return Messages.CleanKillAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "clean-kill";
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** All terminations of the build, in the order in which they were over. */
    @Exported
    public List<Termination> getTerminations() {
        return store.numbers().stream().map(store::read).map(Termination::new).toList();
    }

    /** The termination of that number, for its picture; null if there is none. */
    @CheckForNull
    public Termination getTermination(String number) {
        return NUMBER.matcher(number).matches() && store.numbers().contains(Integer.valueOf(number))
                ? new Termination(store.read(Integer.parseInt(number)))
                : null;
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(this);
    }

    /** Gives it to every build that has a report. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            ReportStore store = ReportStore.of(run);
            return store.exists() ? List.of(new CleanKillAction(run, store)) : List.of();
        }
    }
}
