package io.jenkins.plugins.cleankill.trend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where the parts of a trend's picture are: a bar for each build, the latest on the right, as high as its seconds. */
public final class TrendPicture {

    private static final int LEFT = 52;
    private static final int RIGHT = 8;
    private static final int TOP = 22;
    private static final int BOTTOM = 24;
    private static final int WIDEST_SLOT = 40;
    private static final double BAR_SHARE = 0.7;
    private static final double LEAST_HEIGHT = 2;

    /** Of the marks that stand over bars, from bar to middle. */
    private static final int MARK_DISTANCE = 8;

    private static final int MOST_TICKS = 4;
    private static final int[] STEPS = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600};

    private final Trend trend;
    private final int width;
    private final int height;
    private final long step;

    TrendPicture(Trend trend, int width, int height) {
        this.trend = trend;
        this.width = width;
        this.height = height;
        this.step = step(trend.longest());
    }

    private static long step(Duration longest) {
        for (int step : STEPS) {
            if (longest.toMillis() <= 1000L * step * MOST_TICKS) {
                return step;
            }
        }
        return longest.toSeconds() / MOST_TICKS + 1;
    }

    public int getWidth() {
        return width;
    }

    public int getHeight() {
        return height;
    }

    /** The left end of the lines. */
    public int getLeft() {
        return LEFT;
    }

    /** The right end of the lines. */
    public int getRight() {
        return width - RIGHT;
    }

    /** Where the bars stand. */
    public int getGround() {
        return height - BOTTOM;
    }

    /** The lines for round numbers of seconds, from zero. */
    public List<Tick> getTicks() {
        List<Tick> ticks = new ArrayList<>();
        for (long seconds = 0; seconds <= step * MOST_TICKS; seconds += step) {
            ticks.add(new Tick(seconds, y(Duration.ofSeconds(seconds))));
        }
        return ticks;
    }

    private double y(Duration took) {
        double share = (double) took.toMillis() / (1000L * step * MOST_TICKS);
        return round(getGround() - (getGround() - TOP) * share);
    }

    /** The bars, the oldest first. */
    public List<Bar> getBars() {
        List<BuildSummary> builds = trend.builds();
        List<Bar> bars = new ArrayList<>();
        double slot = Math.min(WIDEST_SLOT, (double) (getRight() - LEFT) / Math.max(1, builds.size()));
        for (int i = builds.size() - 1; i >= 0; i--) {
            double x = getRight() - (i + 1) * slot + slot * (1 - BAR_SHARE) / 2;
            double barHeight =
                    Math.max(LEAST_HEIGHT, getGround() - y(builds.get(i).took()));
            bars.add(new Bar(
                    builds.get(i),
                    round(x),
                    round(getGround() - barHeight),
                    round(slot * BAR_SHARE),
                    round(barHeight)));
        }
        return bars;
    }

    /** The numbers of the first and the last build. */
    public String getSpan() {
        List<BuildSummary> builds = trend.builds();
        return builds.size() < 2
                ? Messages.Trend_one(number(builds.get(0)))
                : Messages.Trend_span(number(builds.get(builds.size() - 1)), number(builds.get(0)));
    }

    /** Without separators. */
    private static String number(BuildSummary build) {
        return Integer.toString(build.build());
    }

    /** A tenth of a pixel is more than can be seen. */
    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** A line for a round number of seconds. */
    public record Tick(long seconds, double y) {

        public double getY() {
            return y;
        }

        /** With the unit, and no separators. */
        public String getText() {
            return Messages.Trend_tick(Long.toString(seconds));
        }
    }

    /** The bar of a build. */
    public record Bar(BuildSummary summary, double x, double y, double width, double height) {

        public double getX() {
            return x;
        }

        public double getY() {
            return y;
        }

        public double getWidth() {
            return width;
        }

        public double getHeight() {
            return height;
        }

        public double getMiddle() {
            return round(x + width / 2);
        }

        /** The middle of the mark over it. */
        public double getMarkY() {
            return y - MARK_DISTANCE;
        }

        /** What the mark over it tells, so that the colour is not all that does; empty for one that needs none. */
        public String getMark() {
            return switch (summary.result()) {
                case ENDED -> "";
                case KILLED -> "\u00d7";
                case LEFT -> "!";
            };
        }

        /** The name of its class in the style sheet. */
        public String getKind() {
            return ViewedBuild.word(summary.result());
        }

        public String getText() {
            return new ViewedBuild(summary).getText();
        }
    }
}
