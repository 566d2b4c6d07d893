package io.jenkins.plugins.cleankill.trend;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jvnet.hudson.test.JenkinsRule;

/** A job with the trend of many builds that it never had. */
public final class JobWithTrend {

    private static final Instant LAST = Instant.parse("2026-03-01T12:00:00Z");

    private JobWithTrend() {}

    /** Every seventh build was killed in part, every nineteenth has left some. */
    public static FreeStyleProject in(JenkinsRule jenkins, String name, int builds) throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        TrendFile file = TrendFile.of(job);
        for (int number = 1; number <= builds; number++) {
            Files.createDirectories(job.getBuildDir().toPath().resolve(number + "/clean-kill"));
            file.put(new BuildSummary(
                    number,
                    LAST.minus(Duration.ofHours(builds - number)),
                    Duration.ofMillis(number % 7 == 0 ? 15_100 : 300 + 1_700L * (number % 5)),
                    number % 4 + 1,
                    number % 7 == 0 ? 2 : 0,
                    number % 19 == 0 ? 1 : 0,
                    number % 7 == 0 ? Map.of("java", 1, Reports.NASTY, 1) : Map.of()));
        }
        return job;
    }
}
