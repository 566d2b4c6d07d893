package io.jenkins.plugins.cleankill.engine.attack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A parser, and what must hold of it for whatever it is given: one place, which the mutations of {@link Fuzz} and the fuzzing that is
 * guided by coverage both ask.
 *
 * @param name a word, which is the name of the target's test method
 * @param corpus real inputs
 * @param parser parses, and asserts what is to hold of the answer
 * @param declared what the parser may throw
 */
public record FuzzTarget(String name, List<byte[]> corpus, Parser parser, List<Class<? extends Exception>> declared) {

    private static final int MOST_SHOWN = 2000;

    /** A parser, and what is to hold of its answer. */
    @FunctionalInterface
    public interface Parser {
        void parse(byte[] input) throws Exception;
    }

    /** A target whose inputs are texts. */
    public static FuzzTarget ofTexts(
            String name, List<String> corpus, Parser parser, List<Class<? extends Exception>> declared) {
        return new FuzzTarget(
                name,
                corpus.stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                parser,
                declared);
    }

    /** Fails if the parser answers that input with another exception than it declares, or with an error. */
    public void judge(byte[] input) {
        try {
            parser.parse(input);
        } catch (Exception | AssertionError | OutOfMemoryError | StackOverflowError e) {
            if (declared.stream().noneMatch(each -> each.isInstance(e))) {
                throw new AssertionError(name + ": " + shown(input), e);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** The input as a Java string. */
    private static String shown(byte[] input) {
        StringBuilder text = new StringBuilder();
        for (byte each : Arrays.copyOf(input, Math.min(input.length, MOST_SHOWN))) {
            text.append(
                    each >= ' ' && each < 127 && each != '\\'
                            ? "" + (char) each
                            : String.format("\\u%04x", each & 0xff));
        }
        return text.toString();
    }
}
