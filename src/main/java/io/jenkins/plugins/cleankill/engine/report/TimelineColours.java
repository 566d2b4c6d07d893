package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;

/**
 * The timeline's colours. Every element carries its light colour as an attribute, so that the picture is whole where a
 * content security policy forbids style sheets; the style sheet adds the dark ones.
 */
final class TimelineColours {

    static final String PAPER = "#ffffff";
    static final String INK = "#1f2328";
    static final String FAINT = "#59636e";
    static final String LINE = "#d1d9e0";
    static final String RUNG = "#eef2f6";
    static final String STYLE = "@media (prefers-color-scheme: dark) {"
            + " .paper { fill: #15191f } .ink { fill: #e6edf3 } .faint { fill: #9aa4af } .line { stroke: #3d444d }"
            + " .rung { fill: #1f262e } .mark { fill: #15191f; stroke: #e6edf3 } .hatch { stroke: #15191f } }";

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
