package io.jenkins.plugins.cleankill.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of a build's reports. The build's own file has no copy of them: they are read when the page is opened. */
@ExportedBean
public final class CleanKillAction implements Action {

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,2}");

    /** A page is to be there at once, however many there are: the others have pages of their own. */
    private static final int MOST_WHOLE = 5;

    private static final int MOST_LISTED = 20;
    private static final int MOST_BRIEF = 3;

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
    public List<TerminationForJson> getTerminations() {
        return new TerminationList<>(store.numbers(), number -> new TerminationForJson(store.read(number)));
    }

    /** The first few, for the page. */
    public List<TerminationView> getFirst() {
        return first(MOST_LISTED);
    }

    /** The very first, for the build's own page. */
    public List<TerminationView> getBrief() {
        return first(MOST_BRIEF);
    }

    private List<TerminationView> first(int most) {
        return store.numbers().stream()
                .limit(most)
                .map(number -> new TerminationView(store.read(number)))
                .toList();
    }

    /** The numbers of those that are not among the first few. */
    public List<Integer> getOthers() {
        return store.numbers().stream().skip(MOST_LISTED).toList();
    }

    /** How many of the first few the page shows whole. */
    public int getMostWhole() {
        return MOST_WHOLE;
    }

    /** The termination of that number, for its own page and its picture; null if there is none. */
    @CheckForNull
    public TerminationPage getTermination(String number) {
        return NUMBER.matcher(number).matches() && store.numbers().contains(Integer.valueOf(number))
                ? new TerminationPage(this, store.read(Integer.parseInt(number)))
                : null;
    }

    Optional<String> dump(int number, long pid) {
        return store.dump(number, pid);
    }

    /** The remote API. */
    public Api getApi() {
        return new ReportApi(this, store);
    }

    /** Gives it to every build that has a report. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        /** A request for another kind of action looks at no folder. */
        @Override
        public Class<? extends Action> actionType() {
            return CleanKillAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            ReportStore store = ReportStore.of(run);
            return store.exists() ? List.of(new CleanKillAction(run, store)) : List.of();
        }
    }
}
