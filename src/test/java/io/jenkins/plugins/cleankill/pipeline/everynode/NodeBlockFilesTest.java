package io.jenkins.plugins.cleankill.pipeline.everynode;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeBlockFilesTest {

    private static final Cookie ONE = Cookie.ofNode();
    private static final Cookie TWO = Cookie.ofNode();

    @TempDir
    private Path build;

    private Path folder;
    private NodeBlockFiles files;

    @BeforeEach
    void create() {
        folder = build.resolve("clean-kill-nodes");
        files = new NodeBlockFiles(folder);
    }

    @Test
    void areReadAsTheyWereWritten() {
        files.write("3", saved(ONE, Set.of("here", "über dort")));
        NodeBlockFiles.Saved much =
                new NodeBlockFiles.Saved(TWO, Set.of(""), Set.of("{AQA=}"), Map.of("/a b/durable-clean-kill.txt", ""));
        files.write("12", much);

        assertThat(files.read()).isEqualTo(Map.of("3", saved(ONE, Set.of("here", "über dort")), "12", much));
    }

    @Test
    void makeNoFolderOfABuildThatIsDeleted() throws Exception {
        Files.delete(build);

        files.write("3", saved(ONE, Set.of("here")));

        assertThat(build).doesNotExist();
    }

    private static NodeBlockFiles.Saved saved(Cookie cookie, Set<String> nodes) {
        return new NodeBlockFiles.Saved(cookie, nodes, Set.of(), Map.of());
    }

    @Test
    void areNoneInMostBuilds() {
        assertThat(files.read()).isEmpty();
        files.delete("3");

        assertThat(folder).doesNotExist();
    }

    @Test
    void leaveNothingWhenTheLastIsDeleted() {
        files.write("3", saved(ONE, Set.of("here")));
        files.write("12", saved(TWO, Set.of("here")));

        files.delete("3");
        assertThat(files.read()).containsOnlyKeys("12");
        files.delete("12");
        assertThat(folder).doesNotExist();
    }

    @Test
    void thatWereSpoiltAreLeftOut() throws Exception {
        files.write("3", saved(ONE, Set.of("here")));
        Files.writeString(folder.resolve("12"), "no cookie");
        Files.writeString(folder.resolve("13"), "");
        Files.writeString(folder.resolve("not-a-step"), ONE.value());

        assertThat(files.read()).containsOnlyKeys("3");
    }
}
