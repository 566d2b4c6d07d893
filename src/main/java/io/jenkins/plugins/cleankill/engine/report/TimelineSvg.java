package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.RungRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Draws a report as a timeline: a row for each process, a column for each rung, a mark for each signal. */
public final class TimelineSvg {

    private static final int WIDTH = 1160;
    private static final int TOP = 84;
    private static final int MOST_ROWS = 500;

    /** The report as an SVG document, whole in itself: no script, no other file, readable on light and dark. */
    public String draw(TerminationReport report) {
        List<TimelineRow> rows = TimelineRow.tree(report.outcome().processes());
        List<TimelineRow> shown = rows.subList(0, Math.min(rows.size(), MOST_ROWS));
        int bottom = TOP + Math.max(1, shown.size()) * TimelineRowDrawing.HEIGHT + 8;
        try {
            SvgWriter svg = new SvgWriter(WIDTH, bottom + 64);
            begin(svg, report, bottom);
            TimelineScale scale = new TimelineScale(250, 500, end(report.outcome()));
            rungs(svg, scale, report.outcome().rungs(), bottom);
            axis(svg, scale, bottom);
            TimelineRowDrawing drawing = new TimelineRowDrawing(svg, scale);
            for (int i = 0; i < shown.size(); i++) {
                drawing.draw(shown.get(i), TOP + i * TimelineRowDrawing.HEIGHT);
            }
            legend(svg, bottom + 46, rows.size() - shown.size());
            return svg.finish();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a picture in memory can't fail to be written", e);
        }
    }

    private static void begin(SvgWriter svg, TerminationReport report, int bottom) throws XMLStreamException {
        String title = SafeText.line(report.cause());
        String summary = summary(report.outcome());
        svg.leaf("title", title, "id", "title");
        svg.leaf("desc", summary + ". Ladder: " + report.settings().ladder(), "id", "desc");
        svg.leaf("style", TimelineColours.STYLE);
        hatch(svg);
        svg.empty("rect", "width", "100%", "height", "100%", "fill", TimelineColours.PAPER, "class", "paper");
        text(svg, shortened(title, 110), 16, 26, true, "font-size", 16, "font-weight", 600);
        String ladder = report.settings().ladder() + ", " + report.settings().delivery();
        text(svg, shortened(summary + " (" + ladder + ")", 150), 16, 46, false);
    }

    private static void hatch(SvgWriter svg) throws XMLStreamException {
        svg.open("defs");
        svg.open("pattern", "id", "frozen", "width", 6, "height", 6, "patternUnits", "userSpaceOnUse");
        svg.empty(
                "path",
                "d",
                "M-1 1L1 -1M0 6L6 0M5 7L7 5",
                "stroke",
                TimelineColours.PAPER,
                "stroke-width",
                2,
                "class",
                "hatch");
        svg.close().close();
    }

    private static void rungs(SvgWriter svg, TimelineScale scale, List<RungRecord> rungs, int bottom)
            throws XMLStreamException {
        for (int i = 0; i < rungs.size(); i++) {
            RungRecord rung = rungs.get(i);
            Duration until =
                    i + 1 < rungs.size() ? rungs.get(i + 1).at() : rung.at().plus(rung.window());
            double from = scale.x(rung.at());
            svg.open("g");
            svg.leaf(
                    "title",
                    rung.signal().fullName() + " at " + seconds(rung.at()) + ", window "
                            + rung.window().toSeconds() + " s");
            svg.empty(
                    "rect",
                    "x",
                    from,
                    "y",
                    TOP - 22,
                    "width",
                    Math.max(1, scale.x(until) - from - 3),
                    "height",
                    bottom - TOP + 22,
                    "fill",
                    TimelineColours.RUNG,
                    "class",
                    "rung");
            text(svg, rung.signal() + " " + rung.window().toSeconds() + " s", from + 5, TOP - 7, false);
            svg.close();
        }
    }

    private static void axis(SvgWriter svg, TimelineScale scale, int bottom) throws XMLStreamException {
        for (Duration tick : scale.ticks()) {
            double x = scale.x(tick);
            svg.empty(
                    "line",
                    "x1",
                    x,
                    "x2",
                    x,
                    "y1",
                    TOP - 22,
                    "y2",
                    bottom + 4,
                    "stroke",
                    TimelineColours.LINE,
                    "class",
                    "line");
            text(svg, tickLabel(tick), x, bottom + 18, false, "text-anchor", "middle");
        }
    }

    private static void legend(SvgWriter svg, int y, int more) throws XMLStreamException {
        double x = 250;
        for (Ending ending : Ending.values()) {
            svg.empty(
                    "rect", "x", x, "y", y - 9, "width", 14, "height", 10, "rx", 2, "fill", TimelineColours.of(ending));
            text(svg, ending.name().toLowerCase(Locale.ROOT), x + 20, y, false);
            x += 76;
        }
        svg.empty("rect", "x", x, "y", y - 9, "width", 14, "height", 10, "rx", 2, "fill", TimelineColours.FAINT);
        svg.empty("rect", "x", x, "y", y - 9, "width", 14, "height", 10, "fill", "url(#frozen)");
        text(svg, "held by SIGSTOP", x + 20, y, false);
        text(svg, "letters: signals (S stop, C continue)", x + 140, y, false);
        if (more > 0) {
            text(svg, "and " + more + " more processes", 16, y, true);
        }
    }

    private static Duration end(Outcome outcome) {
        return outcome.processes().stream()
                .map(Outcome.ProcessRecord::endedAt)
                .filter(ended -> ended != null && ended.compareTo(outcome.took()) > 0)
                .reduce(outcome.took(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private static String summary(Outcome outcome) {
        return "Over after " + seconds(outcome.took()) + ": " + LogLines.endedByThemselves(outcome.count(Ending.ENDED))
                + ", "
                + outcome.count(Ending.KILLED) + " killed, " + outcome.count(Ending.KEPT) + " kept, "
                + outcome.count(Ending.LEFT) + " left";
    }

    private static String tickLabel(Duration tick) {
        return Seconds.of(tick).toPlainString() + " s";
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    static String shortened(String text, int limit) {
        int end = Math.min(text.length(), limit - 1);
        boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.length() <= limit ? text : text.substring(0, splitsPair ? end - 1 : end) + "\u2026";
    }

    static void text(SvgWriter svg, String content, double x, double y, boolean strong, Object... more)
            throws XMLStreamException {
        svg.open("g", more);
        svg.leaf(
                "text",
                content,
                "x",
                x,
                "y",
                y,
                "fill",
                strong ? TimelineColours.INK : TimelineColours.FAINT,
                "class",
                strong ? "ink" : "faint");
        svg.close();
    }
}
