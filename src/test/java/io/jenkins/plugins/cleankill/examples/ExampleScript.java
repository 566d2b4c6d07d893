package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.testing.Markers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the scripts, as the text of a build step. Its steps leave marks in a folder of its own, so that a lost process
 * and a lost line of the log are told apart; the folder's name in the environment finds its processes.
 *
 * @param name the file's name without its ending
 * @param text what the build step runs
 * @param markers the folder
 */
public record ExampleScript(String name, String text, Markers markers) {

    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final String STUBBORN = "11-ignores-term";

    /** All of them, each with a folder in the given one. */
    public static List<ExampleScript> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d\\d-.*\\.sh"))
                    .sorted()
                    .map(name -> load(name, folder))
                    .toList();
        }
    }

    private static ExampleScript load(String file, Path folder) {
        try {
            String name = file.replace(".sh", "");
            Path marks = Files.createDirectories(folder.resolve(name));
            String text = "export EXAMPLES='" + EXAMPLES + "' MARKERS='" + marks + "'\n"
                    + Files.readString(EXAMPLES.resolve(file));
            return new ExampleScript(name, text, new Markers(marks));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What the aborted build's log and marks must say. */
    public void assertEndedWell(String log) throws IOException {
        assertThat(alive()).as("alive at the end of %s", name).isEmpty();
        assertThat(markers.mark("next-ran"))
                .as("the next command of %s ran", name)
                .doesNotExist();
        assertThat(log.lines()).as(name).doesNotContain("next ran");
        if (name.equals(STUBBORN)) {
            assertThat(log)
                    .containsPattern(
                            "\\[clean-kill] \\S+ \\(\\d+\\) ignores SIGTERM; killed after (1[5-9]|2\\d)\\.\\d s");
        } else {
            assertThat(markers.mark("finished"))
                    .as("the tool of %s finished", name)
                    .exists();
            assertThat(log.lines().toList()).as(name).containsOnlyOnce("FINISHED");
        }
        assertThat(log).as(name).containsPattern("\\[clean-kill] Over after \\d+\\.\\d s: ");
    }

    /** The processes of this script that live. */
    public List<String> alive() throws IOException {
        return markers.alive()
                .map(process -> process.name() + " (" + process.pid() + ")")
                .toList();
    }
}
