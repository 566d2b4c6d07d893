package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and environments that a shell could misread: a process is called as its program's file is, see proc_pid_comm(5). */
@Timeout(300)
class HostileProcessesTest extends ScriptTestBase {

    /** The kernel cuts a name after 15 bytes. */
    private static final List<String> NAMES = List.of(
            "a\nb",
            "a) S 1 (b",
            "a) Z\n1 2 3",
            "\n\n",
            ")",
            "'\"`",
            "$(>pwned)",
            "`>pwned`",
            ";>pwned;",
            "*",
            "-n",
            " ",
            "\\n%s",
            "\u001b[2J\r");

    /** A variable has less than 128 KB, and all of them less than 2 MB, see execve(2). */
    private static final int VARIABLES = 14;

    private static final String HOSTILE = "'\"`>pwned` $(>pwned) \nCLEAN_KILL_COOKIE=\n\\ * \u001b[2J ;>pwned; %s ";

    @ParameterizedTest
    @MethodSource("shells")
    void areEndedWhateverTheyAreCalled(Shell shell) throws IOException, InterruptedException {
        container(shell);
        Path own = Files.createTempDirectory(folder.resolve("work"), "names");
        for (String name : NAMES) {
            Path program = Files.writeString(own.resolve(name), "#!/bin/sh\necho up\nread never <../never\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        String script =
                "cd '%s' && { [ -p ../never ] || mkfifo ../never; } && for each in ./*; do \"$each\" & done; wait";
        try (RealBuild build = start(shell, Map.of(), script.formatted(own))) {
            build.output().await(lines -> lines.stream().filter("up"::equals).count() == NAMES.size());

            ContainerRun run = run(shell, settings()).begin(build.cookie());
            Outcome outcome = run.awaitOutcome();

            assertThat(build.alive()).isEmpty();
            assertThat(outcome.processes()).as("%s", run.log()).hasSize(NAMES.size() + 1);
            assertThat(outcome.count(Ending.ENDED)).isEqualTo(NAMES.size() + 1);
            assertThat(run.log()).allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
            assertThat(own.resolve("pwned")).doesNotExist();
        }
    }

    /** A shell reads byte by byte, and would append 24,000 lines one after another. */
    @ParameterizedTest
    @MethodSource("shells")
    void areEndedWhateverIsInTheirEnvironment(Shell shell) throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < VARIABLES; i++) {
            variables.put("HOSTILE_" + i, HOSTILE.repeat(120_000 / HOSTILE.length()));
        }
        String script = "trap 'echo told; exit' TERM; echo up; while :; do sleep 0.1; done";
        try (RealBuild build = start(shell, variables, script)) {
            build.output().awaitLine("up");

            ContainerRun run = run(shell, settings()).begin(build.cookie());
            Outcome outcome = run.awaitOutcome();

            assertThat(build.alive()).isEmpty();
            assertThat(outcome.count(Ending.KILLED)).as("%s", run.log()).isZero();
            assertThat(build.output().awaitEnd()).contains("told");
        }
    }

    private static RealBuild start(Shell shell, Map<String, String> variables, String script) throws IOException {
        Path own = Files.createTempDirectory(folder.resolve("work"), "build");
        return RealBuild.start(own, variables, container(shell).entering(shell.inline(script)));
    }

    private static Settings settings() {
        return new Settings(
                Ladder.ofSoftKillSeconds(60),
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                false);
    }
}
