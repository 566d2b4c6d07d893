package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Span;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Draws one process: its name, its life, when it was held, its signals, its end. */
final class TimelineRowDrawing {

    /** The height of a row. */
    static final int HEIGHT = 26;

    private static final int NAME_X = 16;
    private static final int INDENT = 14;
    private static final int DEEPEST = 6;
    private static final double MARK_RADIUS = 7.5;

    private final SvgWriter svg;
    private final TimelineScale scale;

    TimelineRowDrawing(SvgWriter svg, TimelineScale scale) {
        this.svg = svg;
        this.scale = scale;
    }

    void draw(TimelineRow row, int y) throws XMLStreamException {
        ProcessRecord process = row.process();
        String name = SafeText.name(process.command()) + " (" + process.pid() + ")";
        svg.open("g");
        svg.leaf("title", name + " " + ending(process));
        name(process, row.depth(), y + 17);
        life(process, y);
        for (Span span : process.frozen()) {
            bar(span.from(), span.until(), y, "url(#frozen)");
        }
        marks(process, y + HEIGHT / 2.0);
        TimelineSvg.text(svg, TimelineSvg.shortened(ending(process), 62), scale.right() + 22, y + 17, false);
        svg.close();
    }

    private void name(ProcessRecord process, int depth, int y) throws XMLStreamException {
        int indent = Math.min(depth, DEEPEST) * INDENT;
        int room = 25 - indent / 7;
        String name = TimelineSvg.shortened(SafeText.name(process.command()), room) + " (" + process.pid() + ")";
        TimelineSvg.text(svg, name, NAME_X + indent, y, true);
    }

    private void life(ProcessRecord process, int y) throws XMLStreamException {
        Duration end = process.endedAt() == null ? scale.total() : process.endedAt();
        bar(process.firstSeen(), end, y, TimelineColours.of(process.ending()));
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
                HEIGHT - 12,
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
                "mark");
        TimelineSvg.text(svg, letter(signal.signal()), x, y + 3.5, true, "font-size", 10, "text-anchor", "middle");
        svg.close();
    }

    private static String letter(Signal signal) {
        return switch (signal) {
            case USR1 -> "1";
            case USR2 -> "2";
            default -> signal.name().substring(0, 1);
        };
    }

    private static String ending(ProcessRecord process) {
        String when = process.endedAt() == null ? "" : " after " + TimelineSvg.seconds(process.endedAt());
        String why = process.why() == null ? "" : ": " + SafeText.line(process.why());
        return word(process.ending()) + when + why;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
