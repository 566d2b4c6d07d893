package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups.FrozenGroup;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups.Trial;
import io.jenkins.plugins.cleankill.engine.os.GroupedCommand;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A chain of processes in a control group, each of which forks the next one after 3 ms and ends: most snapshots show none. It
 * ends by itself with its six thousandth process, and leaves a file then.
 */
@EnabledOnOs(OS.LINUX)
class RealStormTest {

    private static final String STORM = "$| = 1; $SIG{TERM} = 'IGNORE'; print qq(READY\\n); for (1 .. 6000) {"
            + " select undef, undef, undef, 0.003; my $next = fork; exit if $next } open my $over, '>', $ARGV[0]";

    private final LinuxSystem system = LinuxSystem.local();
    private final ControlGroups groups = system.controlGroups();
    private final Cookie cookie = Cookie.random();
    private final GroupName name = GroupName.ofCookie(cookie.value());

    @TempDir
    private Path folder;

    @BeforeEach
    void canBeFrozen() throws IOException, InterruptedException {
        Process process = start("/bin/sh", "-c", "echo READY; exec sleep 1000");
        try {
            Optional<FrozenGroup> frozen = groups.freeze(name);
            frozen.ifPresent(FrozenGroup::close);
            assumeTrue(frozen.isPresent(), "groups of version 1 can't be frozen");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String... command) throws IOException {
        Trial trial = groups.tryOut();
        assumeTrue(trial.directory().isPresent(), trial.obstacle());
        List<String> words = new GroupedCommand(trial.directory().orElseThrow(), List.of(name)).words(List.of(command));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        assertThat(process.getInputStream().read())
                .as("the first byte of READY")
                .isEqualTo('R');
        return process;
    }

    @Test
    void isFrozenAndKilled() throws IOException {
        Path over = folder.resolve("over");
        start("/usr/bin/perl", "-e", STORM, over.toString());
        Settings settings = new Settings(
                Ladder.parse("TERM 1s"),
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                Settings.DEFAULT.dumpThreads());

        Outcome outcome = new CleanKill(
                        system, new TerminationRequest(Scope.of(cookie), settings, Veto.NONE, event -> {}))
                .terminate();

        assertThat(outcome.count(Ending.LEFT)).as("%s", outcome).isZero();
        assertThat(groups.remove(name))
                .as("in the group are %s after %s", groups.pids(name), outcome)
                .isTrue();
        assertThat(over).doesNotExist();
        assertThat(outcome.count(Ending.KILLED)).isPositive();
    }
}
