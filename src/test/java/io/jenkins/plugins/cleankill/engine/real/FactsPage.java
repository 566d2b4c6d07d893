package io.jenkins.plugins.cleankill.engine.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code docs/what-happens-when-a-build-is-aborted.md}: each of its blocks that begins with {@code console} shows a command
 * and what it prints. Where the page has a pid or a tenth of a second, another one is as good; an ellipsis is anything.
 */
public final class FactsPage {

    /** The folder that the commands are run in. */
    public static final Path HOME = Stream.of(".", "..")
            .map(Path::of)
            .filter(folder -> Files.isDirectory(folder.resolve("examples")))
            .findFirst()
            .orElseThrow()
            .toAbsolutePath()
            .normalize();

    private static final Path FILE = HOME.resolve("docs/what-happens-when-a-build-is-aborted.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console(.*?)$\\n(.*?)^```$");
    private static final Pattern VARIABLE = Pattern.compile("(?<=\\()\\d+(?=\\))|\\d+\\.\\d s|/tmp/[^ ,]+|\u2026");
    private static final String PROMPT = "$ ";

    private FactsPage() {}

    /** Its blocks with these words after {@code console}. */
    public static List<Block> blocks(String words) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text());
        while (matcher.find()) {
            if (matcher.group(1).strip().equals(words)) {
                blocks.add(Block.parse(matcher.group(2)));
            }
        }
        return blocks;
    }

    /** The words that its blocks have after {@code console}. */
    public static Set<String> words() {
        return BLOCK.matcher(text())
                .results()
                .map(block -> block.group(1).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command and the lines that it prints, in no order: processes that run at once print at once. */
    public record Block(String command, List<String> lines) {

        private static Block parse(String text) {
            List<String> lines = text.lines().toList();
            if (lines.isEmpty() || !lines.get(0).startsWith(PROMPT)) {
                throw new IllegalArgumentException("a block begins with its command: " + text);
            }
            return new Block(lines.get(0).substring(PROMPT.length()), lines.subList(1, lines.size()));
        }

        /** The lines of the page that were not printed. */
        public List<String> missingIn(List<String> printed) {
            return lines.stream()
                    .filter(line -> printed.stream().noneMatch(pattern(line).asMatchPredicate()))
                    .toList();
        }

        /** The printed lines that the page does not have. */
        public List<String> unknownOf(List<String> printed) {
            return printed.stream()
                    .filter(line -> lines.stream()
                            .noneMatch(known -> pattern(known).matcher(line).matches()))
                    .toList();
        }

        private static Pattern pattern(String line) {
            StringBuilder pattern = new StringBuilder();
            Matcher variable = VARIABLE.matcher(line);
            int end = 0;
            while (variable.find()) {
                pattern.append(Pattern.quote(line.substring(end, variable.start())))
                        .append(anyLike(variable.group()));
                end = variable.end();
            }
            return Pattern.compile(
                    pattern.append(Pattern.quote(line.substring(end))).toString());
        }

        private static String anyLike(String variable) {
            return switch (variable.charAt(0)) {
                case '\u2026' -> ".*";
                case '/' -> "/\\S+";
                default -> variable.endsWith("s") ? "\\d+\\.\\d s" : "\\d+";
            };
        }

        @Override
        public String toString() {
            return command;
        }
    }
}
