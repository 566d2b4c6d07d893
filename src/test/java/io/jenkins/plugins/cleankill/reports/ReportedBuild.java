package io.jenkins.plugins.cleankill.reports;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import java.net.URL;
import java.nio.file.Path;
import net.sf.json.JSONObject;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jvnet.hudson.test.JenkinsRule;

/** A build with reports beside it, and what Jenkins answers of it. */
public final class ReportedBuild {

    private ReportedBuild() {}

    public static Run<?, ?> plain(JenkinsRule jenkins) throws Exception {
        return jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
    }

    public static Run<?, ?> withReports(JenkinsRule jenkins, int count) throws Exception {
        Run<?, ?> build = plain(jenkins);
        for (int i = 0; i < count; i++) {
            ReportStore.of(build).write(Reports.full());
        }
        return build;
    }

    public static Path folder(Run<?, ?> build) {
        return build.getRootDir().toPath().resolve("clean-kill");
    }

    public static JSONObject api(JenkinsRule jenkins, Run<?, ?> build) throws Exception {
        return JSONObject.fromObject(
                response(jenkins, build, "clean-kill/api/json").getContentAsString());
    }

    /** The job's trend by the remote API. */
    public static JSONObject trend(JenkinsRule jenkins, Job<?, ?> job) throws Exception {
        return JSONObject.fromObject(
                answer(jenkins, "alice", job.getUrl() + "clean-kill/api/json").getContentAsString());
    }

    /** Whether the job has a trend: on its page, and as a page of its own. */
    public static boolean hasTrend(JenkinsRule jenkins, Job<?, ?> job) throws Exception {
        boolean shown =
                answer(jenkins, "alice", job.getUrl()).getContentAsString().contains("clean-kill");
        int own = answer(jenkins, "alice", job.getUrl() + "clean-kill/").getStatusCode();
        if (shown != (own == 200)) {
            throw new AssertionError("the job's page " + (shown ? "has" : "has no") + " trend, its own answers " + own);
        }
        return shown;
    }

    public static WebResponse response(JenkinsRule jenkins, Run<?, ?> build, String page) throws Exception {
        return responseFor(jenkins, "alice", build, page);
    }

    public static WebResponse responseFor(JenkinsRule jenkins, String user, Run<?, ?> build, String page)
            throws Exception {
        return answer(jenkins, user, build.getUrl() + page);
    }

    private static WebResponse answer(JenkinsRule jenkins, String user, String url) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.withThrowExceptionOnFailingStatusCode(false)
                    .withJavaScriptEnabled(false)
                    .withBasicCredentials(user);
            // Jenkins answers what a build has not by a 404 that leads on to the build.
            client.setRefreshHandler((shown, target, seconds) -> {});
            Page answer = client.getPage(new WebRequest(new URL(client.getContextPath() + url)));
            return answer.getWebResponse();
        }
    }
}
