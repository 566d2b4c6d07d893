package io.jenkins.plugins.cleankill.action;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonWriter;
import io.jenkins.plugins.cleankill.engine.report.timeline.TimelineSvg;
import io.jenkins.plugins.cleankill.reports.StoredReport;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The page of one termination, with its picture, its file and its thread dumps. */
public final class TerminationPage extends TerminationView {

    private static final Pattern PID = Pattern.compile("[1-9]\\d{0,17}");

    private final CleanKillAction action;

    TerminationPage(CleanKillAction action, StoredReport stored) {
        super(stored);
        this.action = action;
    }

    public Run<?, ?> getRun() {
        return action.getRun();
    }

    /** The page of all terminations, for the way back. */
    public CleanKillAction getAction() {
        return action;
    }

    /** The picture. */
    @GET
    @WebMethod(name = "timeline.svg")
    public HttpResponse doTimeline() {
        return document("image/svg+xml", new TimelineSvg()::draw);
    }

    /** The report in the format of {@code docs/report.md}. */
    @GET
    @WebMethod(name = "report.json")
    public HttpResponse doReport() {
        boolean withArguments = CleanKillConfiguration.get().isArgumentsInReports();
        return document("application/json", new ReportJsonWriter(withArguments)::write);
    }

    /** What the threads of that process did. */
    @GET
    @WebMethod(name = "threads.txt")
    public HttpResponse doThreads(@QueryParameter String pid) {
        return Optional.ofNullable(pid)
                .filter(number -> PID.matcher(number).matches())
                .flatMap(number -> action.dump(getNumber(), Long.parseLong(number)))
                .<HttpResponse>map(text -> new SafeDocument("text/plain", text))
                .orElseGet(HttpResponses::notFound);
    }

    private HttpResponse document(String type, Function<TerminationReport, String> content) {
        return report().<HttpResponse>map(r -> new SafeDocument(type, content.apply(r)))
                .orElseGet(HttpResponses::notFound);
    }
}
