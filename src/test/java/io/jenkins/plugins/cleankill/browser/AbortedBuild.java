package io.jenkins.plugins.cleankill.browser;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.testing.Alice;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jvnet.hudson.test.JenkinsRule;

/** A build that was aborted with a program of a nasty name and long arguments in it. */
record AbortedBuild(FreeStyleProject job, FreeStyleBuild build) {

    /** Markup, quotes, a line's end, a line of ours, colour and a console note, in a file name. */
    private static final String SCRIPT = """
            #!/bin/sh
            name=$(printf 'x\\n[clean-kill] Over <img src=x onerror=alert(1)>"\\033[31m\\033[8mha:\\047')
            printf '#!/bin/sh\\ntrap "" TERM\\necho "PID $$"\\necho IGNORES\\nexec 9<&-\\nwhile :; do sleep 0.1; done\\n' > "$name"
            chmod +x "$name"
            long=$(head -c 130000 /dev/zero | tr '\\0' a)
            "./$name" $long $long $long $long $long $long $long $long $long $long $long $long $long $long $long &
            (trap 'echo bye; exit 3' TERM; sh -c 'echo "PID $PPID"'; echo CATCHES; while :; do sleep 0.1; done) &
            echo "PID $$"
            echo READY
            sleep 1000
            """;

    static AbortedBuild in(JenkinsRule jenkins) throws Exception {
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.getSettings().setSoftKillSeconds(2);
        FreeStyleProject job = jenkins.createFreeStyleProject("deploy");
        job.getBuildWrappersList().add(wrapper);
        job.getBuildersList().add(new Shell(SCRIPT));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        for (String word : List.of("READY", "IGNORES", "CATCHES")) {
            jenkins.waitForMessage(word, build);
        }
        Alice.aborts(build);
        jenkins.waitForCompletion(build);
        return new AbortedBuild(job, build);
    }

    /** Where its report is, below Jenkins. */
    String report() {
        return build.getUrl() + "clean-kill/";
    }

    /** Those that the script told of itself. */
    List<String> pids() throws Exception {
        return Pattern.compile("^PID (\\d+)$", Pattern.MULTILINE)
                .matcher(JenkinsRule.getLog(build))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    void assertThatNothingOfItLives() throws Exception {
        for (String pid : pids()) {
            assertThat(ProcessHandle.of(Long.parseLong(pid))).as(pid).isEmpty();
        }
    }
}
