package io.jenkins.plugins.cleankill.engine.report.timeline;

/**
 * Where the parts of a timeline stand, in the units of its view box.
 *
 * @param rows how many rows it has
 */
record TimelineLayout(int rows) {

    static final int WIDTH = 1010;
    static final int ROW_HEIGHT = 26;

    /** Where texts begin that belong to no moment. */
    static final int MARGIN = 16;

    static final int TITLE_Y = 26;
    static final int SUMMARY_Y = 46;

    /** The axis is between the processes' names and their endings. */
    static final int AXIS_X = 230;

    static final int AXIS_WIDTH = 400;

    /** A signal in the last moment reaches over the axis. */
    static final int ENDING_GAP = 34;

    static final int RUNGS_TOP = 62;
    static final int RUNG_NAME_Y = 77;

    private static final int ROWS_TOP = 84;

    /** Where the row begins, from 0. */
    int y(int row) {
        return ROWS_TOP + row * ROW_HEIGHT;
    }

    /** Where the rows end. A picture without a process has room for one. */
    int bottom() {
        return y(Math.max(1, rows)) + 8;
    }

    int axisLabelsY() {
        return bottom() + 18;
    }

    int legendY() {
        return bottom() + 46;
    }

    int height() {
        return bottom() + 64;
    }
}
