package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.remoting.Channel;
import hudson.remoting.Which;
import hudson.slaves.DumbSlave;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build that forks until its agent's user may have no process more, and no thread. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class AgentForkStormTest extends FreestyleTestBase {

    /** Ends by itself; says READY when no process more is to be had. */
    private static final String STORM =
            "exec perl -e '$SIG{CHLD} = \"IGNORE\"; $begun = time; while (time < $begun + 60) {"
                    + " defined fork or !$said++ and print STDERR \"READY\\n\"; select undef, undef, undef, 0.02 }'";

    private static final String AS_ANOTHER =
            "setpriv --reuid=65530 --regid=65530 --clear-groups prlimit --nproc=150 env HOME=/tmp ";

    /** The agent's connection is its standard output, into which the JVM would print that it can't start a thread. */
    @Test
    void isEndedByAnAbort() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && new File("/usr/bin/setpriv").canExecute(),
                "needs root and setpriv");
        DumbSlave agent = agentOfAnother();
        job = BENCH.job(agent);
        job.shell(POLITE);
        BENCH.log(
                job.abortWhenReady(), Result.ABORTED); // the agent has loaded what an abort needs, and has idle threads
        job = BENCH.job(agent);
        job.shell(STORM).settings().setSoftKillSeconds(2);
        FreeStyleBuild build = job.startAndAwait("READY");

        job.abort(build);

        assertThat(BENCH.log(job.end(build), Result.ABORTED))
                .contains("[clean-kill] Aborted by alice")
                .containsPattern("Over after .* 0 left");
        assertThat(job.alive()).isEmpty();
    }

    private static DumbSlave agentOfAnother() throws Exception {
        Path jar = Files.copy(Which.jarFile(Channel.class).toPath(), folder.resolve("agent.jar"));
        for (Path each : List.of(jar, folder, Files.createDirectory(folder.resolve("full")))) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        String java = System.getProperty("java.home") + "/bin/java -Duser.home=" + folder + " -jar ";
        return BENCH.agent("full", new SimpleCommandLauncher(AS_ANOTHER + java + jar));
    }
}
