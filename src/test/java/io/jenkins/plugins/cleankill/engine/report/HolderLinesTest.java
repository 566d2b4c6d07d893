package io.jenkins.plugins.cleankill.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.pipe.PipeHolder;
import io.jenkins.plugins.cleankill.engine.pipe.PipeHolder.Sign;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HolderLinesTest {

    private static final HolderLines SHOWN_AND_ENDED = new HolderLines("output", true, true);
    private static final HolderLines SHOWN_AND_LEFT = new HolderLines("output", true, false);

    @Test
    void aDaemonOfTheBuildIsToldHowToLetGoAndHowToLiveOn() {
        assertThat(line(SHOWN_AND_ENDED, holder(Sign.COOKIE, Map.of(), 1, 2)))
                .isEqualTo("[clean-kill] sleep (4802), 0.4 s old, still holds the output of this step, which is over"
                        + " (it carries the build's cookie): what it writes is shown until the build ends, and leftovers"
                        + " are ended then. To let go of it: COMMAND > file 2>&1 < /dev/null &; for it to outlive the"
                        + " build, too: daemonize -E BUILD_ID=dontKillMe COMMAND, systemd-run COMMAND, or"
                        + " BUILD_ID=dontKillMe setsid COMMAND > file 2>&1 < /dev/null &");
    }

    @Test
    void oneThatMayLiveOnIsToldOfSigpipe() {
        assertThat(line(SHOWN_AND_LEFT, holder(Sign.COOKIE, Map.of(), 1, 2)))
                .contains("is shown until the build ends, writing to it then means SIGPIPE. To let go of it:")
                .doesNotContain("outlive", "ended then");
        assertThat(line(SHOWN_AND_ENDED, holder(Sign.COOKIE, Map.of("BUILD_ID", "dontKillMe"), 1, 2)))
                .contains("writing to it then means SIGPIPE (BUILD_ID=dontKillMe keeps it alive).")
                .doesNotContain("outlive", "ended then");
    }

    @Test
    void oneThatClearedItsEnvironmentIsAnOrphanedHolderAndMustSetTheMarkAfterThat() {
        assertThat(line(SHOWN_AND_ENDED, holder(Sign.NO_COOKIE, Map.of(), 1)))
                .contains("(an orphaned holder: it does not carry the build's cookie)")
                .endsWith("systemd-run COMMAND, or env -i BUILD_ID=dontKillMe setsid COMMAND > file < /dev/null &");
        assertThat(line(SHOWN_AND_ENDED, holder(Sign.UNREADABLE, Map.of(), 1)))
                .contains("(an orphaned holder: its environment can't be read)");
    }

    @Test
    void theFixNamesTheDescriptorsThatHold() {
        assertThat(line(SHOWN_AND_LEFT, holder(Sign.COOKIE, Map.of(), 2))).endsWith(": COMMAND 2> file < /dev/null &");
        assertThat(line(SHOWN_AND_LEFT, holder(Sign.COOKIE, Map.of(), 9))).endsWith(": COMMAND 9>&- < /dev/null &");
        assertThat(line(SHOWN_AND_LEFT, holder(Sign.COOKIE, Map.of(), 1, 2, 3)))
                .endsWith(": COMMAND > file 2>&1 3>&- < /dev/null &");
    }

    @Test
    void whatNobodyFollowsIsNotSaidToBeShown() {
        assertThat(line(new HolderLines("stderr", false, false), holder(Sign.DESCENDANT, Map.of(), 2)))
                .contains("still holds the stderr of this step")
                .contains("(it descends from a process with the build's cookie)")
                .contains("whoever reads that sees no end-of-file before it lets go.")
                .doesNotContain("shown", "SIGPIPE");
    }

    @Test
    void ofVeryManyTheFirstFew() {
        assertThat(SHOWN_AND_LEFT.of(Collections.nCopies(43, holder(Sign.COOKIE, Map.of(), 1))))
                .hasSize(6)
                .last()
                .isEqualTo("[clean-kill] 38 more processes still hold the output");
    }

    private static String line(HolderLines lines, PipeHolder holder) {
        return lines.of(List.of(holder)).get(0);
    }

    private static PipeHolder holder(Sign sign, Map<String, String> variables, Integer... descriptors) {
        ProcessInfo process = new ProcessInfo(
                new ProcessIdentity(4802, 1), 1, ProcessState.SLEEPING, "sleep", Environment.of(variables));
        return new PipeHolder(process, List.of(descriptors), Duration.ofMillis(400), sign);
    }
}
