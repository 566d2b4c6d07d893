package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import io.jenkins.plugins.cleankill.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** There is no room for a build's report: the build ends as it would have ended. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class FullDiskTest extends FreestyleTestBase {

    @Test
    void oneLineInTheLogAndTheResultStays() throws Exception {
        job.shell(POLITE);
        FreeStyleBuild build = job.startAndAwait("READY");
        Path folder = Files.createDirectory(build.getRootDir().toPath().resolve(ReportStore.FOLDER));
        try (SmallDisk disk = SmallDisk.on(folder, 16);
                LogRecorder log = new LogRecorder()
                        .record(ReportStore.class, Level.WARNING)
                        .capture(10)) {
            disk.fillBut(0);

            Alice.aborts(build);

            assertThat(FIXTURE.log(job.end(build), Result.ABORTED))
                    .containsOnlyOnce("BYE")
                    .contains("[clean-kill] Over after");
            assertThat(log.getMessages())
                    .singleElement()
                    .asString()
                    .startsWith("The report on " + build + " could not be kept: ")
                    .contains("No space left on device");
            assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith(SmallDisk.FILLER));
        }
    }
}
