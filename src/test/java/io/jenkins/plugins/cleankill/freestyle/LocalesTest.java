package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents that sshd, systemd, cron or an image has started have no locale, or an old one. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class LocalesTest extends FreestyleTestBase {

    /** A tool whose name and arguments have what no file's name can have somewhere, and letters of two encodings. */
    private static final String NASTY = "tool=$(printf '%s/b\\303\\274ch\\374r' \"$MARKERS\")\n"
            + "printf '#!/bin/sh\\ntrap \"echo BYE; exit 0\" TERM\\necho READY\\nwhile :; do sleep 0.1; done\\n' > \"$tool\"\n"
            + "chmod +x \"$tool\"\n"
            + "\"$tool\" \"$(printf '/ : \" < > | ? * \\\\ b\\303\\274cher b\\374cher')\"\n"
            + "touch \"$MARKERS/next\"";

    @Test
    void anAbortWithoutALocale() throws Exception {
        abortsWell("without-locale", new EnvVars("LC_ALL", "C", "LANG", "C"));
    }

    @Test
    void anAbortInAnOldLocale() throws Exception {
        Path locales = FIXTURE.folder().resolve("locales");
        assumeTrue(isMade(locales), "localedef can't make a locale of ISO 8859-1 here");

        String log = abortsWell("latin1", new EnvVars("LC_ALL", "en_US.ISO-8859-1", "LOCPATH", locales.toString()));

        assertThat(log).containsPattern("SIGTERM to .*b\u00fcch"); // as the log says: it is read in the agent's charset
    }

    @Test
    void leftoversWithoutALocale() throws Exception {
        job = FIXTURE.job(FIXTURE.agent("without-locale-for-leftovers", new EnvVars("LC_ALL", "C", "LANG", "C")));
        job.shell("sh -c 'echo READY; exec sleep 1000' \"$(printf '/:\\374')\" > /dev/null 2>&1 &")
                .settings();

        String log = FIXTURE.log(job.run(), Result.SUCCESS);

        assertThat(log).containsPattern("\\[clean-kill] Over after .* 0 left").doesNotContain("could not");
        assertThat(job.alive()).isEmpty();
    }

    private String abortsWell(String name, EnvVars environment) throws Exception {
        job = FIXTURE.job(FIXTURE.agent(name, environment));
        job.shell(NASTY).settings();

        String log = FIXTURE.log(job.abortWhenReady(), Result.ABORTED);

        assertThat(log)
                .contains("BYE")
                .containsPattern("\\[clean-kill] Aborted by alice: SIGTERM to .* \\(\\d+\\)")
                .containsPattern("\\[clean-kill] Over after .* 0 killed, 0 left")
                .doesNotContain("could not be ended");
        assertThat(job.mark("next")).doesNotExist();
        assertThat(job.alive()).isEmpty();
        return log;
    }

    private static boolean isMade(Path locales) throws IOException, InterruptedException {
        Files.createDirectories(locales);
        return new ProcessBuilder(
                                "localedef",
                                "-i",
                                "en_US",
                                "-f",
                                "ISO-8859-1",
                                locales.resolve("en_US.ISO-8859-1").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
