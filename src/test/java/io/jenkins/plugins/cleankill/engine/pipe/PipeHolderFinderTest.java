package io.jenkins.plugins.cleankill.engine.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.DescriptorReader.OpenDescriptor;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.pipe.PipeHolder.Sign;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipeHolderFinderTest {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Map<String, String> LAUNCH = Map.of("LAUNCH", "1");
    private static final Map<Long, Integer> NOT_KNOWN = Map.of();
    private static final long OWN = 5;
    private static final Cookie OWNER = Cookie.random();

    @Test
    void aDaemonThatKeptTheOutputHoldsIt() throws IOException {
        ProcessInfo daemon = process(10, 1, Environment.of(LAUNCH), writes(1, 7), writes(2, 7));
        ProcessInfo stranger = process(11, 1, Environment.of(Map.of()), writes(1, 8));

        assertThat(find(NOT_KNOWN, daemon, stranger)).singleElement().satisfies(held -> {
            assertThat(held.descriptor()).isEqualTo(1);
            assertThat(held.holders())
                    .containsExactly(new PipeHolder(daemon, List.of(1, 2), Duration.ofSeconds(4), Sign.COOKIE));
        });
    }

    @Test
    void whoeverHoldsAKnownPipeIsAnOrphanedHolderUnlessItsParentIsTheBuilds() throws IOException {
        ProcessInfo cleared = process(10, 1, Environment.of(Map.of()), writes(1, 7));
        ProcessInfo foreign = process(11, 1, Environment.UNREADABLE, writes(9, 7));
        ProcessInfo parent = process(12, 1, Environment.of(LAUNCH));
        ProcessInfo child = process(13, 12, Environment.of(Map.of()), writes(2, 7));
        ProcessInfo elsewhere = process(14, 1, Environment.of(Map.of()), writes(1, 8));

        List<PipeHolder> holders = find(Map.of(7L, 1), cleared, foreign, parent, child, elsewhere)
                .get(0)
                .holders();

        assertThat(holders)
                .extracting(holder -> holder.process().pid(), PipeHolder::sign, PipeHolder::isOrphaned)
                .containsExactly(
                        tuple(10L, Sign.NO_COOKIE, true),
                        tuple(11L, Sign.UNREADABLE, true),
                        tuple(13L, Sign.DESCENDANT, false));
    }

    @Test
    void whoeverWasHandedTheOutputIsNoOrphan() throws IOException {
        Map<Long, Integer> known = Map.of(7L, 1);
        ProcessInfo sameBuild = process(10, 1, Environment.of(OWNER.asVariables()), writes(1, 7));
        ProcessInfo otherBuild = process(11, 1, Environment.of(Cookie.random().asVariables()), writes(1, 7));
        ProcessInfo nested = process(12, 1, Environment.of(Cookie.ofNode().asVariables()), writes(1, 7));
        ProcessInfo ofJenkins = process(13, 1, Environment.of(Map.of("HUDSON_COOKIE", "4711")), writes(1, 7));
        ProcessInfo older = process(new ProcessIdentity(14, 1), 1, Environment.of(Map.of()), writes(1, 7));

        assertThat(find(known, sameBuild, otherBuild, nested, ofJenkins, older)
                        .get(0)
                        .holders())
                .extracting(PipeHolder::sign, PipeHolder::isOrphaned)
                .containsExactly(
                        tuple(Sign.COOKIE, false),
                        tuple(Sign.OTHER_BUILD, false),
                        tuple(Sign.OTHER_BUILD, false),
                        tuple(Sign.OTHER_BUILD, false),
                        tuple(Sign.OLDER, false));
    }

    @Test
    void weAndWhoeverWasThereBeforeUsHoldNothing() throws IOException {
        ProcessInfo we = process(OWN, 1, Environment.of(Map.of()), writes(3, 7));
        ProcessInfo init = process(1, 0, Environment.UNREADABLE, writes(4, 7));

        assertThat(find(Map.of(7L, 1), we, init)).isEmpty();
    }

    @Test
    void onlyTheLastOfAPipelineHoldsIt() throws IOException {
        ProcessInfo tool = process(10, 1, Environment.of(LAUNCH), writes(1, 8));
        ProcessInfo filter = process(11, 1, Environment.of(LAUNCH), new PipeEnd(0, 8, Access.READ), writes(1, 7));

        assertThat(find(NOT_KNOWN, tool, filter))
                .extracting(HeldOutput::processes)
                .containsExactly(List.of(filter));
    }

    @Test
    void aPipeThatSomebodyElseReadsIsNoOutputEvenIfThatOneClearedItsEnvironment() throws IOException {
        ProcessInfo tool = process(10, 1, Environment.of(LAUNCH), writes(1, 8));
        ProcessInfo filter = process(11, 1, Environment.of(Map.of()), new PipeEnd(0, 8, Access.READ));

        assertThat(find(NOT_KNOWN, tool, filter)).isEmpty();
    }

    @Test
    void aStandardErrorOfItsOwnIsAnotherOutput() throws IOException {
        ProcessInfo daemon = process(10, 1, Environment.of(LAUNCH), writes(1, 7), writes(2, 9));

        assertThat(find(NOT_KNOWN, daemon)).extracting(HeldOutput::descriptor).containsExactly(1, 2);
    }

    @Test
    void whoeverWritesElsewhereHoldsNothing() throws IOException {
        ProcessInfo quiet = process(10, 1, Environment.of(LAUNCH));
        ProcessInfo other = process(11, 1, Environment.of(LAUNCH), writes(5, 7));

        assertThat(find(NOT_KNOWN, quiet, other)).isEmpty();
    }

    private static List<HeldOutput> find(Map<Long, Integer> known, ProcessInfo... processes) throws IOException {
        Machine machine = new Machine(new ProcessTable(List.of(processes), 6, TICK));
        return new PipeHolderFinder(machine, machine).find(new Launch(LAUNCH, OWNER.value(), 2), known);
    }

    private static PipeEnd writes(int descriptor, long pipe) {
        return new PipeEnd(descriptor, pipe, Access.WRITE);
    }

    private static ProcessInfo process(long pid, long parent, Environment environment, PipeEnd... pipes) {
        return process(new ProcessIdentity(pid, pid < OWN ? 0 : pid == OWN ? 1 : 2), parent, environment, pipes);
    }

    private static ProcessInfo process(
            ProcessIdentity identity, long parent, Environment environment, PipeEnd... pipes) {
        return new ProcessInfo(identity, parent, ProcessState.SLEEPING, "p" + identity.pid(), environment)
                .with(ProcessDetails.of("/bin/p", SignalSets.DEFAULT, List.of(pipes)));
    }

    /** A machine that stands still; its ticks are seconds. */
    private record Machine(ProcessTable table) implements ProcessTableReader, DescriptorReader {

        @Override
        public ProcessTable read(Predicate<ProcessIdentity> wantsEnvironment) {
            return new ProcessTable(
                    Stream.concat(
                                    Stream.of(process(OWN, 1, Environment.NOT_READ)),
                                    table.all().stream().map(Machine::withoutDetails))
                            .toList(),
                    table.takenAt(),
                    TICK);
        }

        private static ProcessInfo withoutDetails(ProcessInfo process) {
            return new ProcessInfo(
                    process.identity(), process.parent(), process.state(), process.name(), process.environment());
        }

        @Override
        public Optional<ProcessDetails> details(ProcessIdentity process) {
            return table.find(process).flatMap(ProcessInfo::details);
        }

        @Override
        public List<OpenDescriptor> read(long pid) {
            return table.byPid(pid).flatMap(ProcessInfo::details).stream()
                    .flatMap(details -> details.pipes().stream())
                    .map(end -> new OpenDescriptor(end.descriptor(), "pipe:[" + end.pipe() + "]", end.access()))
                    .toList();
        }

        @Override
        public long ownPid() {
            return OWN;
        }

        @Override
        public Duration tick() {
            return TICK;
        }

        @Override
        public Moment now() {
            return Moment.atTick(table.takenAt());
        }
    }
}
