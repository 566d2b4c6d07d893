package io.jenkins.plugins.cleankill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.controller.GroupedLaunch;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups.Trial;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The control group that the tests and their agents are in: builds are given groups in it until this is closed. */
public final class OwnControlGroup implements AutoCloseable {

    /** A daemon in a session of its own, an orphan of an environment that says nothing of a build. */
    public static final String DAEMON =
            "(env -i \"MARKERS=$MARKERS\" setsid sh -c 'echo $$ >\"$MARKERS/up\"; exec sleep 2020'"
                    + " >/dev/null 2>&1 </dev/null &)\nuntil [ -s \"$MARKERS/up\" ]; do sleep 0.1; done\n";

    private OwnControlGroup() {}

    /** Skips the test where it is not ours to divide. */
    public static OwnControlGroup assumed() {
        Trial trial = LinuxSystem.local().controlGroups().tryOut();
        assumeTrue(trial.directory().isPresent(), trial.obstacle());
        System.setProperty(GroupedLaunch.SWITCH, "true");
        return new OwnControlGroup();
    }

    /** Whether the command ends well here: a tool may be missing, and sudo be refused. */
    public static boolean works(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** The process whose pid a script has printed after {@code DAEMON}; empty if it has ended, collected or not. */
    public static Optional<ProcessInfo> daemonOf(String log) throws IOException {
        Matcher daemon = Pattern.compile("^DAEMON (\\d+)$", Pattern.MULTILINE).matcher(log);
        assertThat(daemon.find()).as("DAEMON and its pid are in the log").isTrue();
        return LinuxSystem.local()
                .processes()
                .read(process -> false)
                .byPid(Long.parseLong(daemon.group(1)))
                .filter(ProcessInfo::isAlive);
    }

    @Override
    public void close() {
        System.clearProperty(GroupedLaunch.SWITCH);
    }
}
