package io.jenkins.plugins.cleankill.engine.real;

import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script of {@code src/test/resources/reports}, which plays a situation that a user has reported, or of {@code rules},
 * which needs a rule of the delivery. Its head tells what it needs, and what a user may expect of an abort:
 *
 * <ul>
 *   <li>{@code finished NAME}: that tool has come to its end;
 *   <li>{@code once NAME}: it has got one signal;
 *   <li>{@code started N NAME}: it was started so often;
 *   <li>{@code mark NAME}, {@code no NAME}: there is a mark, or none;
 *   <li>{@code line FILE TEXT}: the file has a line with that text;
 *   <li>{@code each FIRST SECOND}: what has a mark of the first kind has one of the second;
 *   <li>{@code at most N KIND}: there are no more marks of that kind;
 *   <li>{@code order FIRST SECOND}: there are both marks, and the first is not younger than the second.
 * </ul>
 *
 * A line {@code # log: TEXT} tells what has to be in the log, {@code # log not: TEXT} what must not, and each
 * {@code # told: LINE}, or {@code # told as pipeline: LINE}, what it tells of the termination, see {@link Played}.
 *
 * A receiver writes its pid into the mark NAME.SIGNAL for each signal that it gets: more than one a rung are too many.
 */
public final class Report {

    private static final Path RESOURCES = Stream.of("src/test/resources", "../src/test/resources")
            .map(Path::of)
            .map(folder -> folder.resolve("reports"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow()
            .toAbsolutePath()
            .normalize()
            .getParent();
    private static final Path REPORTS = RESOURCES.resolve("reports");
    private static final Pattern SIGNALLED = Pattern.compile(".*\\.(TERM|INT|HUP)");
    private static final Pattern NUMBERED = Pattern.compile("(?:started|at most) (\\d+) (\\S+)");

    private final Path script;
    private final List<String> lines;

    private Report(Path script) throws IOException {
        this.script = script;
        this.lines = Files.readAllLines(script);
    }

    /** The situations that users have reported, in the order of their numbers. */
    public static Stream<Report> all() throws IOException {
        return allIn(REPORTS);
    }

    /** The scripts of {@code src/test/resources/situations}, whose main part is no program but a way of its use. */
    public static Stream<Report> situations() throws IOException {
        return allIn(RESOURCES.resolve("situations"));
    }

    /** The scripts of {@code rules}, in the order of the table's rows. */
    public static Stream<Report> rules() throws IOException {
        return allIn(RESOURCES.resolve("rules"));
    }

    private static Stream<Report> allIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Stream.Builder<Report> reports = Stream.builder();
            for (Path file : files.filter(each -> each.toString().endsWith(".sh"))
                    .sorted()
                    .toList()) {
                reports.add(new Report(file));
            }
            return reports.build();
        }
    }

    private List<String> head(String name) {
        String value =
                line(name).orElseThrow(() -> new IllegalStateException(script + " has no line '# " + name + ":'"));
        return Arrays.asList(value.split(name.equals("needs") ? " " : ", "));
    }

    private Optional<String> line(String name) {
        return lines(name).findFirst();
    }

    private Stream<String> lines(String name) {
        return lines.stream()
                .filter(line -> line.startsWith("# " + name + ": "))
                .map(line -> line.substring(name.length() + 4));
    }

    /** The ladder that an abort climbs: as a rule, SIGTERM and the usual window. */
    public Ladder ladder() {
        return line("ladder").map(Ladder::parse).orElse(Ladder.softKill(RealBuild.WINDOW));
    }

    /**
     * Whether so many of its processes may have got SIGKILL: as a rule none. {@code # killed: 1} tells that nothing else
     * ends one of them, {@code # killed: at most 3} that they get their signal in the last second of the window only.
     */
    public boolean mayKill(int processes) {
        String allowed = line("killed").orElse("0");
        return allowed.startsWith("at most ")
                ? processes <= Integer.parseInt(allowed.substring("at most ".length()))
                : processes == Integer.parseInt(allowed);
    }

    /** The programs and folders that it needs and that are not here. */
    public List<String> missing() throws IOException, InterruptedException {
        List<String> needs = head("needs");
        return needs.contains("unshare") && !Container.isPermitted() ? List.of("a permitted unshare") : missing(needs);
    }

    private static List<String> missing(List<String> needs) {
        List<String> path = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
        return needs.stream().filter(name -> !isHere(name, path)).toList();
    }

    private static boolean isHere(String name, List<String> path) {
        if (name.equals("root")) {
            return System.getProperty("user.name").equals("root");
        }
        return name.startsWith("/")
                ? Files.exists(Path.of(name))
                : path.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** The row of the table that it is for. */
    public String row() {
        return line("row").orElseThrow(() -> new IllegalStateException(script + " has no line '# row: '"));
    }

    /** Whether it is played as in a Freestyle build. */
    public boolean isFreestyle() {
        return line("pipeline").filter("only"::equals).isEmpty();
    }

    /** Whether it is played as in a Pipeline. */
    public boolean isPipeline() {
        return line("pipeline").isPresent();
    }

    /** The variables that the script's processes get beside their folder. */
    public Map<String, String> variables() {
        return Map.of("REPORTS", REPORTS.toString());
    }

    /** How it is started. */
    public List<String> command() {
        return List.of("sh", script.toString());
    }

    /** How it is started by a wrapper that is no part of the build and ignores what durable-task's does. */
    public List<String> commandInPipeline() {
        String wrapper = "trap '' HUP INT QUIT; CLEAN_KILL_COOKIE=$COOKIE sh \"$0\"; exit";
        String start = "exec env -u CLEAN_KILL_COOKIE COOKIE=$CLEAN_KILL_COOKIE sh -c \"$1\" \"$0\"";
        return List.of("sh", "-c", start, script.toString(), wrapper);
    }

    /** The expectations that do not hold of the files in the folder. */
    public List<String> broken(Path folder) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String expectation : head("expect")) {
            why(expectation, folder).ifPresent(reason -> broken.add(expectation + ": " + reason));
        }
        int rungs = ladder().rungs().size();
        received(folder)
                .forEach((pid, signals) -> unless(signals <= rungs, signals + " signals in " + rungs + " rungs")
                        .ifPresent(reason -> broken.add("process " + pid + ": " + reason)));
        return broken;
    }

    /** The expectations that do not hold of the log. */
    public List<String> brokenIn(String log) {
        Stream<String> missing =
                lines("log").filter(text -> !log.contains(text)).map(text -> "not in the log: " + text);
        Stream<String> told = lines("log not").filter(log::contains).map(text -> "in the log: " + text);
        return Stream.concat(missing, told).toList();
    }

    /** A log's lines on the abort's reach, sorted; none where they are not the same each time. */
    public List<String> told(String style) {
        return Stream.concat(lines("told"), lines("told as " + style)).sorted().toList();
    }

    /** The text of a step that plays it, with the marks in that folder. */
    public String step(Path markers) {
        return "export MARKERS=\"" + markers + "\" REPORTS=\"" + REPORTS + "\"\n\"sh\" \"" + script + "\"";
    }

    /** How many signals each receiver has counted. */
    private static Map<String, Long> received(Path folder) throws IOException {
        List<String> pids = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path mark : files.filter(file ->
                            SIGNALLED.matcher(file.getFileName().toString()).matches())
                    .toList()) {
                pids.addAll(Files.readAllLines(mark));
            }
        }
        return pids.stream().collect(Collectors.groupingBy(pid -> pid, Collectors.counting()));
    }

    private static Optional<String> why(String expectation, Path folder) throws IOException {
        String[] words = expectation.split(" ");
        Matcher numbered = NUMBERED.matcher(expectation);
        if (numbered.matches()) {
            int wanted = Integer.parseInt(numbered.group(1));
            boolean atMost = words[0].equals("at");
            int found =
                    atMost ? marks(folder, numbered.group(2)).size() : count(folder, numbered.group(2) + ".started");
            return atMost
                    ? unless(found <= wanted, Integer.toString(found))
                    : unless(found == wanted, Integer.toString(found));
        }
        return switch (words[0]) {
            case "finished" -> unless(Files.exists(folder.resolve(words[1] + ".finished")), "it has not");
            case "once" -> {
                int signals = count(folder, words[1] + ".TERM")
                        + count(folder, words[1] + ".INT")
                        + count(folder, words[1] + ".HUP");
                yield unless(signals == 1, signals + " signals");
            }
            case "mark" -> unless(Files.exists(folder.resolve(words[1])), "there is none");
            case "no" -> unless(!Files.exists(folder.resolve(words[1])), "there is one");
            case "line" -> {
                Path file = folder.resolve(words[1]);
                String text = expectation.substring("line  ".length() + words[1].length());
                boolean has =
                        Files.exists(file) && Files.readAllLines(file).stream().anyMatch(line -> line.contains(text));
                yield unless(has, "it has not");
            }
            case "each" -> {
                List<String> without = marks(folder, words[1]).stream()
                        .filter(name -> !Files.exists(folder.resolve(name + "." + words[2])))
                        .toList();
                yield unless(without.isEmpty() && !marks(folder, words[1]).isEmpty(), "not " + without);
            }
            case "order" -> unless(isInOrder(folder.resolve(words[1]), folder.resolve(words[2])), "it is not");
            default -> throw new IllegalArgumentException("expect: '" + expectation + "' is not known");
        };
    }

    private static boolean isInOrder(Path first, Path second) throws IOException {
        return Files.exists(first)
                && Files.exists(second)
                && Files.getLastModifiedTime(first).compareTo(Files.getLastModifiedTime(second)) <= 0;
    }

    private static Optional<String> unless(boolean holds, String reason) {
        return holds ? Optional.empty() : Optional.of(reason);
    }

    private static int count(Path folder, String mark) throws IOException {
        Path file = folder.resolve(mark);
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** The names that have a mark of that kind: {@code a} for {@code a.started}. */
    private static List<String> marks(Path folder, String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("." + kind))
                    .map(name -> name.substring(0, name.length() - kind.length() - 1))
                    .toList();
        }
    }

    @Override
    public String toString() {
        return script.getFileName().toString().replace(".sh", "");
    }
}
