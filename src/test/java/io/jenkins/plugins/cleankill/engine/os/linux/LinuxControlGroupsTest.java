package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups.FrozenGroup;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups.Trial;
import io.jenkins.plugins.cleankill.engine.os.ControlGroupsContract;
import io.jenkins.plugins.cleankill.engine.os.GroupedCommand;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** This Linux keeps what the port for control groups promises, where the group that we are in is ours to divide. */
@EnabledOnOs(OS.LINUX)
class LinuxControlGroupsTest extends ControlGroupsContract {

    private final LinuxSystem system = LinuxSystem.local();
    private final LinuxScenario scenario = new LinuxScenario(system);
    private Trial trial;

    @BeforeEach
    void tryOut() {
        trial = system.controlGroups().tryOut();
        assumeTrue(trial.directory().isPresent(), trial.obstacle());
    }

    @Override
    protected OperatingSystem system() {
        return system;
    }

    @Override
    protected Pair pairIn(GroupName group) throws IOException {
        String daemon = "use POSIX; $| = 1; pipe(my $r, my $w); unless (fork) {"
                + " setsid(); exit if my $pid = fork; %ENV = (); close $r; syswrite $w, qq($$\\n); close $w;"
                + " open STDOUT, '>', '/dev/null'; sleep 1000 while 1 } close $w; my $d = readline $r; chomp $d; wait;"
                + " print qq(ready $$ $d\\n); sleep 1000 while 1";
        List<Long> pids = scenario.words(
                grouped(List.of(group), "/usr/bin/perl", "-e", daemon).toArray(String[]::new));
        return new Pair(scenario.identity(pids.get(0)), scenario.identity(pids.get(1)));
    }

    @Override
    protected void close() {
        scenario.close();
    }

    @Test
    void aGroupInAGroupBelongsToBothAndIsRemovedWithTheOuterOne() throws IOException {
        GroupName outer = GroupName.ofCookie(Cookie.random().value());
        GroupName inner = GroupName.ofCookie(Cookie.random().value());

        long pid = scenario.words(grouped(List.of(outer, inner), "/bin/sh", "-c", "echo ready $$; exec sleep 1000")
                        .toArray(String[]::new))
                .get(0);
        scenario.identity(pid);

        assertThat(system.controlGroups().pids(outer)).containsExactly(pid);
        assertThat(system.controlGroups().pids(inner)).containsExactly(pid);
        scenario.close();
        assertThat(system.controlGroups().remove(outer)).isTrue();
        assertThat(system.controlGroups().pids(inner)).isEmpty();
    }

    @Test
    void aCommandWhoseGroupCanNotBeMadeRunsAllTheSame() throws Exception {
        GroupedCommand nowhere = new GroupedCommand(
                "/proc/no such 'place",
                List.of(GroupName.ofCookie(Cookie.random().value())));

        Process process = new ProcessBuilder(nowhere.words(List.of("/bin/echo", "a b", "$HOME", "")))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a b $HOME \n");
        assertThat(process.waitFor()).isZero();
    }

    /** Only what lives in this JVM may be frozen when empty groups are removed. */
    @Test
    void whatALostJvmHasFrozenGoesOn() throws IOException {
        GroupName name = GroupName.ofCookie(Cookie.random().value());
        scenario.identity(scenario.words(grouped(List.of(name), "/bin/sh", "-c", "echo ready $$; exec sleep 1000")
                        .toArray(String[]::new))
                .get(0));
        Path freeze = Path.of(trial.directory().orElseThrow(), name.value(), "cgroup.freeze");
        assumeTrue(Files.exists(freeze), "groups of version 1 can't be frozen");
        try (FrozenGroup frozen = system.controlGroups().freeze(name).orElseThrow()) {
            system.controlGroups().removeEmpty();
            assertThat(freeze).hasContent("1");
        }
        assertThat(freeze).hasContent("0");
        Files.writeString(freeze, "1");

        system.controlGroups().removeEmpty();

        assertThat(freeze).hasContent("0");
        scenario.close();
        assertThat(system.controlGroups().remove(name)).isTrue();
    }

    private List<String> grouped(List<GroupName> names, String... command) {
        return new GroupedCommand(trial.directory().orElseThrow(), names).words(List.of(command));
    }
}
