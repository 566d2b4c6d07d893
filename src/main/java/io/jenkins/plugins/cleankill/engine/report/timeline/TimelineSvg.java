package io.jenkins.plugins.cleankill.engine.report.timeline;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.MostRelevant;
import io.jenkins.plugins.cleankill.engine.report.ReportRow;
import io.jenkins.plugins.cleankill.engine.report.ReportRows;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Draws a report as a timeline: a row for each process, a column for each rung, a mark for each signal. */
public final class TimelineSvg {

    /** More than a person reads. */
    private static final int MOST_ROWS = 120;

    /** The report as an SVG document, whole in itself: no script, no other file, readable on light and dark. */
    public String draw(TerminationReport report) {
        return draw(report, "", true);
    }

    /**
     * The same for the inside of an HTML page, whose style sheet gives the colours: no style that a content security
     * policy would have to allow.
     *
     * @param id tells its elements' ids from those of other pictures on the page
     */
    public String drawForPage(TerminationReport report, String id) {
        return draw(report, id + "-", false);
    }

    private static String draw(TerminationReport report, String prefix, boolean styled) {
        List<ReportRow> rows = ReportRows.of(report.outcome().processes());
        List<ReportRow> shown = MostRelevant.of(rows, row -> row.first().ending(), MOST_ROWS);
        TimelineLayout layout = new TimelineLayout(shown.size());
        String frozen = prefix + "frozen";
        try {
            SvgWriter svg = new SvgWriter(TimelineLayout.WIDTH, layout.height(), prefix);
            head(svg, report, prefix);
            if (styled) {
                svg.leaf("style", TimelineColours.STYLE);
            }
            hatch(svg, frozen);
            paper(svg, report);
            TimelineScale scale =
                    new TimelineScale(TimelineLayout.AXIS_X, TimelineLayout.AXIS_WIDTH, end(report.outcome()));
            rungs(svg, scale, report.outcome().rungs(), layout);
            axis(svg, scale, layout);
            TimelineRowDrawing drawing = new TimelineRowDrawing(svg, scale, url(frozen));
            for (int i = 0; i < shown.size(); i++) {
                drawing.draw(shown.get(i), layout.y(i));
            }
            legend(svg, layout.legendY(), url(frozen));
            more(svg, layout.axisLabelsY(), ReportRow.count(rows) - ReportRow.count(shown));
            return svg.finish();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a picture in memory can't fail to be written", e);
        }
    }

    private static String url(String id) {
        return "url(#" + id + ")";
    }

    private static void head(SvgWriter svg, TerminationReport report, String prefix) throws XMLStreamException {
        svg.leaf("title", title(report), "id", prefix + "title");
        svg.leaf(
                "desc",
                summary(report.outcome()) + ". Ladder: " + report.settings().ladder(),
                "id",
                prefix + "desc");
    }

    private static String title(TerminationReport report) {
        return SafeText.line(report.place().isEmpty() ? report.cause() : report.cause() + ", " + report.place());
    }

    private static void paper(SvgWriter svg, TerminationReport report) throws XMLStreamException {
        svg.empty(
                "rect", "width", "100%", "height", "100%", "fill", TimelineColours.PAPER, "class", "clean-kill-paper");
        svg.text(
                SvgWriter.shortened(title(report), 110),
                TimelineLayout.MARGIN,
                TimelineLayout.TITLE_Y,
                true,
                "font-size",
                16,
                "font-weight",
                600);
        String ladder = report.settings().ladder() + ", " + report.settings().delivery();
        String summary = summary(report.outcome()) + " (" + ladder + ")";
        svg.text(SvgWriter.shortened(summary, 150), TimelineLayout.MARGIN, TimelineLayout.SUMMARY_Y, false);
    }

    private static void hatch(SvgWriter svg, String id) throws XMLStreamException {
        svg.open("defs");
        svg.open("pattern", "id", id, "width", 6, "height", 6, "patternUnits", "userSpaceOnUse");
        svg.empty(
                "path",
                "d",
                "M-1 1L1 -1M0 6L6 0M5 7L7 5",
                "stroke",
                TimelineColours.PAPER,
                "stroke-width",
                2,
                "class",
                "clean-kill-hatch");
        svg.close().close();
    }

    private static void rungs(SvgWriter svg, TimelineScale scale, List<RungRecord> rungs, TimelineLayout layout)
            throws XMLStreamException {
        for (int i = 0; i < rungs.size(); i++) {
            RungRecord rung = rungs.get(i);
            Duration until =
                    i + 1 < rungs.size() ? rungs.get(i + 1).at() : rung.at().plus(rung.window());
            double from = scale.x(rung.at());
            svg.open("g");
            svg.leaf(
                    "title",
                    rung.signal().fullName() + " at " + Seconds.tenths(rung.at()) + ", window "
                            + rung.window().toSeconds() + " s");
            svg.empty(
                    "rect",
                    "x",
                    from,
                    "y",
                    TimelineLayout.RUNGS_TOP,
                    "width",
                    Math.max(1, scale.x(until) - from - 3),
                    "height",
                    layout.bottom() - TimelineLayout.RUNGS_TOP,
                    "fill",
                    TimelineColours.RUNG,
                    "class",
                    "clean-kill-rung");
            String name = rung.signal() + " " + rung.window().toSeconds() + " s";
            svg.text(name, from + 5, TimelineLayout.RUNG_NAME_Y, false);
            svg.close();
        }
    }

    private static void axis(SvgWriter svg, TimelineScale scale, TimelineLayout layout) throws XMLStreamException {
        for (Duration tick : scale.ticks()) {
            double x = scale.x(tick);
            svg.empty(
                    "line",
                    "x1",
                    x,
                    "x2",
                    x,
                    "y1",
                    TimelineLayout.RUNGS_TOP,
                    "y2",
                    layout.bottom() + 4,
                    "stroke",
                    TimelineColours.LINE,
                    "class",
                    "clean-kill-rule");
            svg.text(tickLabel(tick), x, layout.axisLabelsY(), false, "text-anchor", "middle");
        }
    }

    private static void legend(SvgWriter svg, int y, String frozen) throws XMLStreamException {
        double x = TimelineLayout.AXIS_X;
        for (Ending ending : Ending.values()) {
            svg.empty(
                    "rect", "x", x, "y", y - 9, "width", 14, "height", 10, "rx", 2, "fill", TimelineColours.of(ending));
            svg.text(ending.name().toLowerCase(Locale.ROOT), x + 20, y, false);
            x += 76;
        }
        svg.empty(
                "rect",
                "x",
                x,
                "y",
                y - 9,
                "width",
                14,
                "height",
                10,
                "rx",
                2,
                "fill",
                TimelineColours.FAINT,
                "class",
                "clean-kill-faint");
        svg.empty("rect", "x", x, "y", y - 9, "width", 14, "height", 10, "fill", frozen);
        svg.text("frozen by SIGSTOP", x + 20, y, false);
        svg.text("letters: signals (S stop, C continue, K kill)", x + 140, y, false);
    }

    private static void more(SvgWriter svg, int y, int left) throws XMLStreamException {
        if (left > 0) {
            svg.text("and " + left + (left == 1 ? " more process" : " more processes"), TimelineLayout.MARGIN, y, true);
        }
    }

    private static Duration end(Outcome outcome) {
        return outcome.processes().stream()
                .map(Outcome.ProcessRecord::endedAt)
                .filter(ended -> ended != null && ended.compareTo(outcome.took()) > 0)
                .reduce(outcome.took(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private static String summary(Outcome outcome) {
        return "Over after " + Seconds.tenths(outcome.took()) + ": "
                + LogLines.endedByThemselves(outcome.count(Ending.ENDED))
                + ", "
                + outcome.count(Ending.KILLED) + " killed, " + outcome.count(Ending.KEPT) + " kept, "
                + outcome.count(Ending.LEFT) + " left";
    }

    private static String tickLabel(Duration tick) {
        return Seconds.of(tick).toPlainString() + " s";
    }
}
