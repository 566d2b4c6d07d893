package io.jenkins.plugins.cleankill.deadbuilds;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.agent.FoundBuild;
import io.jenkins.plugins.cleankill.agent.FoundBuild.FoundProcess;
import io.jenkins.plugins.cleankill.deadbuilds.Remains.Becomes;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a build is told of the processes that it meets. */
class RemainsTest {

    private static final FoundProcess WRAPPER = new FoundProcess(9, 1, "sh", false, true);

    private static FoundProcess process(int pid) {
        return new FoundProcess(pid, 1, "sleep", false, false);
    }

    private static Remains remains(Becomes becomes, int count, List<FoundProcess> processes) {
        FoundBuild build = new FoundBuild("", processes, count, Duration.ofMinutes(200), List.of(), false);
        return new Remains(build, "deploy#7", true, becomes, Map.of());
    }

    @Test
    void oneProcessIsToldInOneLine() {
        assertThat(remains(Becomes.ENDED, 1, List.of(process(7))).sentence())
                .isEqualTo("Left here by deploy#7, which is over: sleep (7), 3 h old; it is ended first");
    }

    @Test
    void ofManyTheFirstFiveAreNamed() {
        List<FoundProcess> seven =
                IntStream.rangeClosed(11, 17).mapToObj(RemainsTest::process).toList();

        assertThat(remains(Becomes.LEFT, 60, seven).sentence())
                .isEqualTo("Left here by deploy#7, which is over: sleep (11), sleep (12), sleep (13), sleep (14),"
                        + " sleep (15) and 55 more, up to 3 h old; they are left running");
    }

    @Test
    void aBuildThatIsNotKnownAnyMoreIsSaidToBe() {
        FoundBuild build = new FoundBuild("", List.of(process(7)), 1, Duration.ofDays(9), List.of(), false);

        assertThat(new Remains(build, "gone#1", false, Becomes.LEFT, Map.of()).sentence())
                .isEqualTo(
                        "Left here by gone#1, which is not known any more: sleep (7), 9 days old; it is left running");
    }

    @Test
    void whatAProcessHoldsIsToldWithIt() {
        FoundBuild build = new FoundBuild("", List.of(process(7), process(8)), 2, Duration.ofDays(9), List.of(), false);
        Holdings port = new Holdings(List.of("127.0.0.1:6379"), List.of(), List.of(), List.of("db/LOCK"));

        assertThat(new Remains(build, "db#1", true, Becomes.LEFT, Map.of(process(7), port)).sentence())
                .contains(": sleep (7) which listens on 127.0.0.1:6379 and holds the lock on db/LOCK, sleep (8), ");
    }

    /** They go on for some seconds behind each step of a Pipeline: a build that follows at once has nothing to hear of. */
    @Test
    void theShellsOfDurableTaskAreNotTold() {
        assertThat(remains(Becomes.LEFT, 1, List.of(WRAPPER)).isWorthTelling()).isFalse();

        Remains both =
                remains(Becomes.ENTANGLED, 2, Stream.of(WRAPPER, process(7)).toList());
        assertThat(both.isWorthTelling()).isTrue();
        assertThat(both.sentence())
                .endsWith(": sleep (7), 3 h old; it is left alone: a process of another build descends from it");
    }
}
