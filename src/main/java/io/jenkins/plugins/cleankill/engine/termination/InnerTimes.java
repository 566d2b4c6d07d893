package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members whose own arguments give what they run more time to shut down than all windows together: {@code -k} of
 * timeout(1), {@code --graceful-timeout} of gunicorn and hypercorn, {@code --timeout-graceful-shutdown} of uvicorn.
 */
final class InnerTimes {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(?:\\.\\d{1,6})?([smhd]?)");
    private static final List<String> OF_SERVERS = List.of("--graceful-timeout", "--timeout-graceful-shutdown");
    private static final List<String> OF_TIMEOUT = List.of("--kill-after", "-k");

    /** Options of timeout(1) that have their value in the next word. */
    private static final List<String> WITH_VALUE = List.of("-k", "--kill-after", "-s", "--signal");

    private InnerTimes() {}

    /** A sentence for each of them; of a server and its forks, which have its arguments, one for the server. */
    static List<String> in(Members members, Duration windows) {
        List<String> sentences = new ArrayList<>();
        for (ProcessInfo process : members.alive()) {
            Optional<Inner> inner = of(process).filter(time -> time.seconds() > windows.toSeconds());
            if (inner.isPresent() && !inner.equals(parent(process, members).flatMap(InnerTimes::of))) {
                sentences.add("The windows, " + windows.toSeconds() + " s together, are shorter than the "
                        + inner.get().seconds() + " s that " + ProcessName.of(process) + " gives what it runs ("
                        + inner.get().option() + ")");
            }
        }
        return sentences;
    }

    private static Optional<ProcessInfo> parent(ProcessInfo process, Members members) {
        return members.alive().stream()
                .filter(other -> other.pid() == process.parent())
                .findFirst();
    }

    private static Optional<Inner> of(ProcessInfo process) {
        return process.details().map(ProcessDetails::commandLine).flatMap(InnerTimes::of);
    }

    /** The time that the words of a command line give. */
    static Optional<Inner> of(CommandLine line) {
        if (line.isTitle() || line.arguments().isEmpty()) {
            return Optional.empty();
        }
        List<String> words = line.arguments();
        return line.programName().filter("timeout"::equals).isPresent()
                ? first(optionsOfTimeout(words), OF_TIMEOUT)
                : first(words, OF_SERVERS);
    }

    /** Behind its options are a duration and the command, with options of its own. */
    private static List<String> optionsOfTimeout(List<String> words) {
        int at = 1;
        while (at < words.size() && words.get(at).startsWith("-")) {
            at += WITH_VALUE.contains(words.get(at)) ? 2 : 1;
        }
        return words.subList(0, Math.min(at, words.size()));
    }

    private static Optional<Inner> first(List<String> words, List<String> options) {
        for (int at = 1; at < words.size(); at++) {
            for (String option : options) {
                Optional<String> value = value(words, at, option);
                OptionalLong seconds = value.map(InnerTimes::seconds).orElse(OptionalLong.empty());
                if (seconds.isPresent()) {
                    return Optional.of(new Inner(option, seconds.getAsLong()));
                }
            }
        }
        return Optional.empty();
    }

    /** {@code --option=5}, {@code --option 5}, {@code -k5}. */
    private static Optional<String> value(List<String> words, int at, String option) {
        String word = words.get(at);
        if (word.equals(option)) {
            return at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
        }
        String prefix = option.startsWith("--") ? option + "=" : option;
        return word.startsWith(prefix) ? Optional.of(word.substring(prefix.length())) : Optional.empty();
    }

    private static OptionalLong seconds(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(time.group(1));
        return OptionalLong.of(
                switch (time.group(2)) {
                    case "m" -> number * 60;
                    case "h" -> number * 3_600;
                    case "d" -> number * 86_400;
                    default -> number;
                });
    }

    /** A time, and the option that sets it. */
    record Inner(String option, long seconds) {}
}
