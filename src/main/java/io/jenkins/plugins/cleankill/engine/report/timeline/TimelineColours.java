package io.jenkins.plugins.cleankill.engine.report.timeline;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;

/**
 * The timeline's colours. Every element carries its light colour as an attribute, so that the picture is whole where a
 * content security policy forbids style sheets, and a class, by which a style sheet gives it the colours of the theme.
 */
final class TimelineColours {

    static final String PAPER = "#ffffff";
    static final String INK = "#1f2328";
    static final String FAINT = "#59636e";
    static final String LINE = "#d1d9e0";
    static final String RUNG = "#eef2f6";

    /** For a picture that stands alone. */
    static final String STYLE = "@media (prefers-color-scheme: dark) {"
            + " .clean-kill-paper { fill: #15191f } .clean-kill-ink { fill: #e6edf3 }"
            + " .clean-kill-faint { fill: #9aa4af } .clean-kill-rule { stroke: #3d444d }"
            + " .clean-kill-rung { fill: #1f262e } .clean-kill-mark { fill: #15191f; stroke: #e6edf3 }"
            + " .clean-kill-hatch { stroke: #15191f } }";

    private TimelineColours() {}

    /** Dark and light enough for both papers. */
    static String of(Ending ending) {
        return switch (ending) {
            case ENDED -> "#4c8dd6";
            case KILLED -> "#d1464b";
            case KEPT -> "#3f9a5b";
            case LEFT -> "#c27a1a";
        };
    }
}
