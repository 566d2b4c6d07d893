package io.jenkins.plugins.cleankill.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

/** The lines {@code line 1}, {@code line 2} and so on that a build prints while another one is aborted. */
public final class NumberedLines {

    private static final String START = "line ";

    private NumberedLines() {}

    /** How many there are; fails unless each is there once, and in its place. */
    public static int count(List<String> log) {
        List<String> counted =
                log.stream().filter(line -> line.startsWith(START)).toList();
        assertThat(counted)
                .isEqualTo(IntStream.rangeClosed(1, counted.size())
                        .mapToObj(n -> START + n)
                        .toList());
        return counted.size();
    }
}
