package io.jenkins.plugins.cleankill.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.MostRelevant;
import io.jenkins.plugins.cleankill.engine.report.ReportRow;
import io.jenkins.plugins.cleankill.engine.report.ReportRows;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.timeline.TimelineSvg;
import io.jenkins.plugins.cleankill.reports.Headline;
import io.jenkins.plugins.cleankill.reports.StoredReport;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One termination of a build, as page and remote API show it. All but number and problem are empty if it can't be read. */
@ExportedBean(defaultVisibility = 2)
public class TerminationView {

    /** More rows than anybody reads; the JSON has them all. */
    static final int MOST_ROWS = 200;

    private static final int MOST_REMARKS_SHOWN = 5;
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final int number;
    private final Optional<String> problem;
    private final Optional<TerminationReport> report;
    private final Optional<Outcome> outcome;
    private final List<Long> dumps;

    TerminationView(StoredReport stored) {
        this.number = stored.number();
        this.problem = Optional.ofNullable(stored.problem());
        this.report = Optional.ofNullable(stored.report());
        this.outcome = report.map(TerminationReport::outcome);
        this.dumps = stored.dumps();
    }

    @Exported
    public int getNumber() {
        return number;
    }

    /** Why the report can't be read; null if it can. */
    @Exported
    @CheckForNull
    public String getProblem() {
        return problem.map(SafeText::line).orElse(null);
    }

    /** The cause of the termination: {@code Aborted by alice}. */
    @Exported
    @CheckForNull
    public String getCause() {
        return report.map(r -> SafeText.line(r.cause())).orElse(null);
    }

    /** Where in the build it was, {@code stage Deploy, on agent-1}; null if there is nothing to tell apart. */
    @Exported
    @CheckForNull
    public String getPlace() {
        return report.map(r -> SafeText.line(r.place()))
                .filter(place -> !place.isEmpty())
                .orElse(null);
    }

    /** Cause and place: the name that tells the termination from the build's others. */
    @CheckForNull
    public String getTitle() {
        return getPlace() == null ? getCause() : Messages.Termination_title(getCause(), getPlace());
    }

    /** The date and time of the start, ISO 8601, UTC. */
    @Exported
    @CheckForNull
    public String getStarted() {
        return outcome.map(o -> o.started().toString()).orElse(null);
    }

    /** Seconds from the start to the end. */
    @Exported
    @CheckForNull
    public Double getTook() {
        return outcome.map(o -> ViewText.seconds(o.took())).orElse(null);
    }

    /** How many ended by themselves, or of a rung's signal. */
    @Exported
    public int getEnded() {
        return count(Ending.ENDED);
    }

    @Exported
    public int getKilled() {
        return count(Ending.KILLED);
    }

    @Exported
    public int getKept() {
        return count(Ending.KEPT);
    }

    @Exported
    public int getLeft() {
        return count(Ending.LEFT);
    }

    private int count(Ending ending) {
        return outcome.map(o -> o.count(ending)).orElse(0);
    }

    /** All processes; the remote API's subclasses tell their name. */
    final List<ProcessView> getProcesses() {
        return outcome.map(Outcome::processes).orElse(List.of()).stream()
                .map(ProcessView::new)
                .toList();
    }

    /** Remarks for the user. */
    @Exported
    public List<String> getRemarks() {
        return outcome.map(Outcome::remarks).orElse(List.of()).stream()
                .map(SafeText::line)
                .toList();
    }

    /** The processes that told what their threads did, before they got the first signal. */
    @Exported
    public List<ThreadDumpView> getThreadDumps() {
        return dumps.stream()
                .map(pid -> new ThreadDumpView(pid, commandOf(pid)))
                .toList();
    }

    private String commandOf(long pid) {
        return outcome.map(Outcome::processes).orElse(List.of()).stream()
                .filter(process -> process.pid() == pid)
                .map(ProcessRecord::command)
                .findFirst()
                .orElse("");
    }

    @Exported
    @CheckForNull
    public SettingsView getSettings() {
        return report.map(r -> new SettingsView(r.settings())).orElse(null);
    }

    /** The outcome of the user's command before the start; null if there was none. */
    @Exported
    @CheckForNull
    public HookView getOnAbort() {
        return report.map(TerminationReport::onAbort)
                .map(hook -> new HookView(hook, false))
                .orElse(null);
    }

    /** The outcome of the user's command behind it, after the last process; null if there was none. */
    @Exported
    @CheckForNull
    public HookView getAfterKill() {
        return report.map(TerminationReport::afterKill)
                .map(hook -> new HookView(hook, true))
                .orElse(null);
    }

    /** The containers that still ran; null if there were none, or no look at them. */
    @Exported
    @CheckForNull
    public ContainersView getContainers() {
        return containers().orElse(null);
    }

    private Optional<ContainersView> containers() {
        return report.map(TerminationReport::containers).map(ContainersView::new);
    }

    /** The containers of a report that is about nothing else. */
    private Optional<ContainersView> containersAlone() {
        return getProcesses().isEmpty() ? containers() : Optional.empty();
    }

    /** The processes that look like the build's, though nothing proves it. */
    @Exported
    public List<LookAlikeView> getLookAlikes() {
        return outcome.map(Outcome::lookAlikes).orElse(List.of()).stream()
                .map(LookAlikeView::new)
                .toList();
    }

    /** Whether it has anything to tell of the build's processes: a look at containers, or at look-alikes alone, has none. */
    public boolean isAboutProcesses() {
        return containersAlone().isEmpty()
                && (!getProcesses().isEmpty() || getLookAlikes().isEmpty());
    }

    /** The outcome, in a few words. */
    public String getVerdict() {
        Optional<ContainersView> alone = containersAlone();
        if (alone.isPresent()) {
            return alone.get().verdict();
        }
        if (getLeft() > 0) {
            return Messages.Verdict_left(getLeft());
        }
        if (getKilled() > 0) {
            return Messages.Verdict_killed(getKilled());
        }
        if (getEnded() > 0) {
            return Messages.Verdict_ended();
        }
        return isAboutProcesses()
                ? Messages.Verdict_kept(getKept())
                : Messages.Verdict_lookAlikes(getLookAlikes().size());
    }

    /** The termination's length and outcome, in a sentence. */
    public String getHeadline() {
        Optional<ContainersView> alone = containersAlone();
        if (alone.isPresent()) {
            return alone.get().headline(outcome.map(Outcome::took).orElse(Duration.ZERO));
        }
        return outcome.map(Headline::of).map(Headline::text).orElse("");
    }

    /** Where the time went. */
    public List<String> getPhases() {
        return outcome.map(PhasesView::of).orElse(List.of());
    }

    /** The process that the termination waited for to its end, with the reason if there is one; null if none ended. */
    @CheckForNull
    public String getLastToEnd() {
        return outcome.flatMap(TerminationView::lastToEnd)
                .map(ProcessView::new)
                .map(TerminationView::lastToEnd)
                .orElse(null);
    }

    /**
     * The first started among the processes that ended within 100 ms: the others belong to it. A frozen process waited
     * for others itself.
     */
    private static Optional<ProcessRecord> lastToEnd(Outcome outcome) {
        List<ProcessRecord> ended = outcome.processes().stream()
                .filter(process -> process.endedAt() != null)
                .toList();
        Duration end = ended.stream()
                .map(ProcessRecord::endedAt)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b)
                .minus(TOGETHER);
        return ended.stream()
                .filter(process -> process.endedAt().compareTo(end) >= 0)
                .min(Comparator.comparing((ProcessRecord process) -> process.ending() != Ending.KILLED)
                        .thenComparing(process -> !process.frozen().isEmpty())
                        .thenComparing(ProcessRecord::firstSeen)
                        .thenComparing(ProcessRecord::pid));
    }

    private static String lastToEnd(ProcessView process) {
        String name = process.getCommand() + " (" + process.getPid() + ")";
        return process.getWhy() == null
                ? Messages.Termination_last(name, process.getEndingText())
                : Messages.Termination_lastBecause(name, process.getEndingText(), process.getWhy());
    }

    /** The first few remarks. */
    public List<String> getRemarksShown() {
        List<String> remarks = getRemarks();
        return remarks.subList(0, Math.min(remarks.size(), MOST_REMARKS_SHOWN));
    }

    /** How many remarks are not among the first few. */
    public int getRemarksLeftOut() {
        return getRemarks().size() - getRemarksShown().size();
    }

    /** The rows of the page's table: all, or those that tell most. */
    public List<RowView> getRows() {
        return shownRows().stream().map(RowView::new).toList();
    }

    /** How many processes have no row. */
    public int getRowsLeftOut() {
        return outcome.map(o -> o.processes().size()).orElse(0) - ReportRow.count(shownRows());
    }

    private List<ReportRow> shownRows() {
        List<ReportRow> rows = ReportRows.of(outcome.map(Outcome::processes).orElse(List.of()));
        return MostRelevant.of(rows, row -> row.first().ending(), MOST_ROWS);
    }

    /** The picture as a part of the page. */
    public String getTimeline() {
        return report.map(r -> new TimelineSvg().drawForPage(r, "clean-kill-timeline-" + number))
                .orElse("");
    }

    final Optional<TerminationReport> report() {
        return report;
    }
}
