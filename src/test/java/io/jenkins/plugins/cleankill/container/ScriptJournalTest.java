package io.jenkins.plugins.cleankill.container;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.script.ScriptCommand;
import io.jenkins.plugins.cleankill.engine.script.ScriptReader;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found of a termination in a container of which nobody has heard the end. */
class ScriptJournalTest {

    private static final String TOLD =
            "700 hello 9_500\n700 seen 7_100 1 member sh\n701 rung TERM 15\n701 sent 7_100 TERM ok\n960 ended 7_100\n";

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();
    private final ScriptReader reader = new ScriptReader(
            new ScriptCommand("n1"),
            Settings.DEFAULT,
            new SystemClock(),
            new LogLines("Aborted by alice, taken up again", Settings.DEFAULT.ladder(), log::add));

    private ScriptJournal journal;
    private Path file;

    @BeforeEach
    void begin() throws IOException {
        FilePath workspace = new FilePath(folder.resolve("job").toFile());
        journal = ScriptJournal.of(workspace, "n1");
        file = Path.of(journal.path());
        Files.createDirectories(file.getParent());
    }

    @Test
    void liesBesideTheWorkspaceWhereTheContainerSeesItToo() {
        assertThat(file).isEqualTo(folder.resolve("job@tmp/clean-kill-n1"));
        assertThat(ScriptJournal.of(null, "n1").path()).isEmpty();
    }

    @Test
    void aWholeOneIsHeardWithItsOwnTimes() throws Exception {
        Files.writeString(file, TOLD + "962 over\n");

        journal.replay(reader);

        assertThat(reader.isOver()).isTrue();
        assertThat(reader.close().took()).hasMillis(2_620);
        assertThat(log)
                .containsExactly(
                        "[clean-kill] The termination in the container has gone on meanwhile",
                        "[clean-kill] Over after 2.6 s: 1 ended by itself, 0 killed, 0 left");
        journal.delete();
        assertThat(file).doesNotExist();
    }

    @Test
    void oneThatGoesOnIsLeftToTheContainer() throws Exception {
        Files.writeString(file, TOLD);

        journal.replay(reader);

        assertThat(reader.isOver()).isFalse();
        assertThat(log).isEmpty();
    }

    /** A build can write to it, too. */
    @Test
    void onlySoMuchIsRead() throws Exception {
        Files.writeString(file, "700 hello " + "9".repeat(9_000_000) + "\n" + TOLD + "962 over\n");

        journal.replay(reader);

        assertThat(reader.isOver()).isFalse();
    }

    @Test
    void noneTellsNothing() throws Exception {
        journal.replay(reader);
        ScriptJournal.NONE.replay(reader);
        journal.delete();

        assertThat(reader.isOver()).isFalse();
    }
}
