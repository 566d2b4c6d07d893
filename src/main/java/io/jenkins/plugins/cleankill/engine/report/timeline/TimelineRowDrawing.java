package io.jenkins.plugins.cleankill.engine.report.timeline;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Span;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.ReportRow;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Draws one process: its name, its life, when it was frozen, its signals, its end. */
final class TimelineRowDrawing {

    private static final int INDENT = 14;
    private static final int DEEPEST = 6;
    private static final double MARK_RADIUS = 7.5;
    private static final double GAP = 1;

    private final SvgWriter svg;
    private final TimelineScale scale;
    private final String frozen;

    /** @param frozen the fill of the time in which a process was frozen */
    TimelineRowDrawing(SvgWriter svg, TimelineScale scale, String frozen) {
        this.svg = svg;
        this.scale = scale;
        this.frozen = frozen;
    }

    void draw(ReportRow row, int y) throws XMLStreamException {
        ProcessRecord process = row.first();
        svg.open("g");
        svg.leaf("title", name(row, SafeText.name(process.command())) + " " + ending(row));
        name(row, y + 17);
        if (row.isMany()) {
            svg.empty("path", "d", lives(row, y), "fill", TimelineColours.of(process.ending()));
        } else {
            bar(process.firstSeen(), end(process), y, TimelineColours.of(process.ending()));
            for (Span span : process.frozen()) {
                bar(span.from(), span.until(), y, frozen);
            }
            marks(process, y + TimelineLayout.ROW_HEIGHT / 2.0);
        }
        svg.text(SvgWriter.shortened(ending(row), 54), scale.right() + TimelineLayout.ENDING_GAP, y + 17, false);
        svg.close();
    }

    private void name(ReportRow row, int y) throws XMLStreamException {
        int indent = Math.min(row.depth(), DEEPEST) * INDENT;
        int room = 25 - indent / 7;
        String command = SvgWriter.shortened(SafeText.name(row.first().command()), room);
        svg.text(name(row, command), TimelineLayout.MARGIN + indent, y, true);
    }

    private static String name(ReportRow row, String command) {
        return row.isMany()
                ? row.alike().size() + " \u00d7 " + command
                : command + " (" + row.first().pid() + ")";
    }

    private Duration end(ProcessRecord process) {
        return process.endedAt() == null ? scale.total() : process.endedAt();
    }

    /** Many lives in one row: lives that touch in the picture are one piece, so that there is an end of pieces. */
    private String lives(ReportRow row, int y) {
        StringBuilder path = new StringBuilder();
        double from = 0;
        double until = -1;
        for (ProcessRecord process : row.alike().stream()
                .sorted(Comparator.comparing(ProcessRecord::firstSeen))
                .toList()) {
            double x = scale.x(process.firstSeen());
            if (x > until + GAP) {
                piece(path, from, until, y);
                from = x;
                until = x;
            }
            until = Math.max(until, Math.max(x + GAP, scale.x(end(process))));
        }
        piece(path, from, until, y);
        return path.toString();
    }

    private static void piece(StringBuilder path, double from, double until, int y) {
        if (until > from) {
            path.append(String.format(
                    Locale.ROOT,
                    "M%.1f %dH%.1fV%dH%.1fZ",
                    from,
                    y + 6,
                    until,
                    y + TimelineLayout.ROW_HEIGHT - 6,
                    from));
        }
    }

    private void bar(Duration from, Duration until, int y, String fill) throws XMLStreamException {
        double x = scale.x(from);
        svg.empty(
                "rect",
                "x",
                x,
                "y",
                y + 6,
                "width",
                Math.max(2, scale.x(until) - x),
                "height",
                TimelineLayout.ROW_HEIGHT - 12,
                "rx",
                3,
                "fill",
                fill);
    }

    /** Signals that come in one moment stand side by side; their titles tell the true time. */
    private void marks(ProcessRecord process, double y) throws XMLStreamException {
        double free = 0;
        for (SignalRecord signal : process.signals()) {
            double x = Math.max(scale.x(signal.at()), free);
            mark(signal, x, y);
            free = x + 2 * MARK_RADIUS + 1;
        }
    }

    private void mark(SignalRecord signal, double x, double y) throws XMLStreamException {
        svg.open("g");
        svg.leaf(
                "title",
                signal.signal().fullName() + " at " + Seconds.of(signal.at()).toPlainString() + " s"
                        + (signal.result() == Result.SENT ? "" : ": " + word(signal.result())));
        svg.empty(
                "circle",
                "cx",
                x,
                "cy",
                y,
                "r",
                MARK_RADIUS,
                "fill",
                TimelineColours.PAPER,
                "stroke",
                TimelineColours.INK,
                "stroke-dasharray",
                signal.result() == Result.SENT ? "none" : "2 2",
                "class",
                "clean-kill-mark");
        svg.text(letter(signal.signal()), x, y + 3.5, true, "font-size", 10, "text-anchor", "middle");
        svg.close();
    }

    private static String letter(Signal signal) {
        return switch (signal) {
            case USR1 -> "1";
            case USR2 -> "2";
            default -> signal.name().substring(0, 1);
        };
    }

    private static String ending(ReportRow row) {
        ProcessRecord process = row.first();
        String who = row.isMany() ? "all " + word(process.ending()) : word(process.ending());
        String last = row.isMany() ? ", the last after " : " after ";
        String when = row.endedAt().map(end -> last + Seconds.tenths(end)).orElse("");
        String why = process.why() == null ? "" : ": " + SafeText.line(process.why());
        return who + when + why;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
