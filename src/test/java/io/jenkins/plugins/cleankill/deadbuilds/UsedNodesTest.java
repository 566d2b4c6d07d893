package io.jenkins.plugins.cleankill.deadbuilds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsedNodesTest {

    @TempDir
    private Path folder;

    @Test
    void nothingIsWrittenBeforeANodeIsUsed() {
        assertThat(nodes().contains("agent")).isFalse();
        assertThat(file()).doesNotExist();
    }

    @Test
    void aRestartKnowsThemTheBuiltInNodeToo() {
        UsedNodes nodes = nodes();
        nodes.add("");
        nodes.add("agent");
        nodes.add("agent");

        assertThat(nodes().contains("agent")).isTrue();
        assertThat(nodes().contains("")).isTrue();
        assertThat(nodes().contains("other")).isFalse();
    }

    @Test
    void aNodeThatIsDeletedIsForgotten() {
        UsedNodes nodes = nodes();
        nodes.add("agent");
        nodes.add("other");

        nodes.forget("agent");

        assertThat(nodes.contains("agent")).isFalse();
        assertThat(nodes().contains("agent")).isFalse();
        assertThat(nodes().contains("other")).isTrue();
    }

    @Test
    void aNodeThatIsRenamedStaysUsed() {
        UsedNodes nodes = nodes();
        nodes.add("agent");

        nodes.renamed("agent", "new name");
        nodes.renamed("unused", "unused, too");

        assertThat(nodes().contains("agent")).isFalse();
        assertThat(nodes().contains("new name")).isTrue();
        assertThat(nodes().contains("unused, too")).isFalse();
    }

    @Test
    void whatCannotBeReadOrWrittenIsKnownUntilTheRestart() throws IOException {
        Files.createDirectories(file().resolve("in the way"));
        UsedNodes nodes = nodes();

        nodes.add("agent");

        assertThat(nodes.contains("agent")).isTrue();
        assertThat(nodes().contains("agent")).isFalse();
    }

    private UsedNodes nodes() {
        return new UsedNodes(file());
    }

    private Path file() {
        return folder.resolve("nodes.txt");
    }
}
