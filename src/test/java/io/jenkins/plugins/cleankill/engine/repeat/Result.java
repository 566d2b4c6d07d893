package io.jenkins.plugins.cleankill.engine.repeat;

/**
 * What came of a test class in one round.
 *
 * @param test the name of the class
 * @param seconds how long it took
 * @param passed the number of its tests that ran and passed
 * @param failure the first failure, empty if there was none
 */
record Result(String test, double seconds, long passed, String failure) {

    private static final String BETWEEN = "\t";

    /** Whether none of its tests failed. */
    boolean isGood() {
        return failure.isEmpty();
    }

    /** The result as one line. */
    String line() {
        return String.join(
                BETWEEN, test, String.valueOf(seconds), String.valueOf(passed), failure.replaceAll("\\s+", " "));
    }

    /** The result that a line tells. */
    static Result of(String line) {
        String[] fields = line.split(BETWEEN, -1);
        return new Result(fields[0], Double.parseDouble(fields[1]), Long.parseLong(fields[2]), fields[3]);
    }
}
