package io.jenkins.plugins.cleankill.freestyle;

import hudson.model.FreeStyleBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests with a bench for all of them, and a job on its agent for each. */
abstract class FreestyleTestBase {

    @RegisterExtension
    static final FreestyleFixture BENCH = new FreestyleFixture();

    /** A script that ends well when it is told to. */
    static final String POLITE = "trap 'echo BYE; exit 0' TERM; echo READY; while :; do sleep 0.1; done";

    @TempDir
    static Path folder;

    JobUnderTest job;

    @BeforeAll
    static void connect(JenkinsRule rule) throws Exception {
        BENCH.connect(rule, folder);
    }

    @BeforeEach
    void create() throws Exception {
        job = BENCH.job();
    }

    /** The JSON of the build's first termination. */
    static String report(FreeStyleBuild build) throws IOException {
        return Files.readString(build.getRootDir().toPath().resolve("clean-kill/1.json"));
    }
}
