package io.jenkins.plugins.cleankill.testing;

import hudson.model.FreeStyleBuild;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests with one Jenkins for all of them, and a job on its agent for each. */
public abstract class FreestyleTestBase {

    @RegisterExtension
    protected static final FreestyleFixture FIXTURE = new FreestyleFixture();

    /** A script that ends well when it is told to. */
    protected static final String POLITE = "trap 'echo BYE; exit 0' TERM; echo READY; while :; do sleep 0.1; done";

    @TempDir
    private static Path folder;

    protected JobUnderTest job;

    @BeforeAll
    protected static void connect(JenkinsRule rule) throws Exception {
        FIXTURE.connect(rule, folder);
    }

    @BeforeEach
    protected void create() throws Exception {
        job = FIXTURE.job();
    }

    /** The JSON of the build's first termination. */
    protected static String report(FreeStyleBuild build) throws IOException {
        return StoredReports.json(build);
    }
}
