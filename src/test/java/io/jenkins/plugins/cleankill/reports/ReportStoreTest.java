package io.jenkins.plugins.cleankill.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportStoreTest {

    private static final String HUGE = "\u0001".repeat(100_000);

    @TempDir
    private Path build;

    private Path folder;
    private ReportStore store;

    @BeforeEach
    void openStore() {
        folder = build.resolve("clean-kill");
        store = new ReportStore(folder);
    }

    @Test
    void aBuildWithoutReportsHasNoneAndNoFolder() {
        assertThat(store.exists()).isFalse();
        assertThat(store.numbers()).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatIsWrittenComesBackWithoutArguments() throws IOException {
        store.write(Reports.full());

        assertThat(store.exists()).isTrue();
        TerminationReport read = store.read(1).report();
        assertThat(read.cause()).isEqualTo(Reports.full().cause());
        assertThat(read.settings()).isEqualTo(Reports.full().settings());
        assertThat(read.outcome().rungs()).isEqualTo(Reports.full().outcome().rungs());
        assertThat(read.outcome().processes())
                .extracting(ProcessRecord::pid)
                .containsExactly(4700L, 4711L, 4712L, 4802L, 4900L, 4901L);
        assertThat(Files.readString(folder.resolve("1.json"))).doesNotContain("hunter2");
    }

    @Test
    void threadDumpsAreFilesOfTheirOwnMaskedAndLimited() throws IOException {
        String secretThread = "\"hush-hush\" #1 prio=5\n" + "x".repeat(2 * ThreadDump.MOST_CHARACTERS);
        store.write(dumping(new ThreadDump(4711, "java", secretThread)), new SecretMask(List.of("hush-hush")), false);
        store.write(dumping(IntStream.rangeClosed(1, 30)
                .mapToObj(pid -> new ThreadDump(pid, "java", "x"))
                .toArray(ThreadDump[]::new)));

        assertThat(store.read(1).dumps()).containsExactly(4711L);
        assertThat(store.dump(1, 4711).orElseThrow())
                .startsWith("\"****\" #1 prio=5")
                .contains("characters and more are left out here")
                .hasSizeLessThanOrEqualTo(ThreadDump.MOST_CHARACTERS);
        assertThat(folder.resolve("1-threads-4711.txt")).exists();
        assertThat(store.dump(1, 4712)).isEmpty();
        assertThat(store.dump(2, 4711)).isEmpty();
        assertThat(store.read(2).dumps()).hasSize(ReportLimits.MOST_DUMPS);
        assertThat(store.numbers()).containsExactly(1, 2);
    }

    @Test
    void aBuildHasAHundredThreadDumpsAtMost() throws IOException {
        ThreadDump[] sixteen = IntStream.rangeClosed(1, 16)
                .mapToObj(pid -> new ThreadDump(pid, "java", "x"))
                .toArray(ThreadDump[]::new);
        for (int report = 1; report <= 8; report++) {
            store.write(dumping(sixteen));
        }

        assertThat(store.read(6).dumps()).hasSize(16);
        assertThat(store.read(7).dumps()).hasSize(4);
        assertThat(store.read(8).dumps()).isEmpty();
    }

    static TerminationReport dumping(ThreadDump... dumps) {
        Outcome full = Reports.full().outcome();
        return new TerminationReport(
                "Aborted by alice",
                Settings.DEFAULT,
                new Outcome(
                        full.started(),
                        full.took(),
                        full.rungs(),
                        full.processes(),
                        full.remarks(),
                        List.of(),
                        List.of(dumps)));
    }

    @Test
    void argumentsAreKeptMaskedWhereTheAdministratorWantsThem() throws IOException {
        store.write(Reports.full(), new SecretMask(List.of("script", "terraform")), true);

        List<ProcessRecord> read = store.read(1).report().outcome().processes();
        assertThat(read.get(0).arguments()).containsExactly("sh", "-xe", "****.sh");
        assertThat(read.get(1).command()).isEqualTo("****");
        assertThat(read.get(1).arguments()).containsExactly("****", "--token=****");
        assertThat(Files.readString(folder.resolve("1.json"))).doesNotContain("hunter2", "terraform");
    }

    @Test
    void tenThousandLongCommandLinesAreCut() throws IOException {
        store.write(report(10_000, "cc1plus", null, "x".repeat(100_000)), new SecretMask(List.of()), true);

        assertThat(Files.size(folder.resolve("1.json"))).isLessThan(ReportStore.MOST_BYTES);
        assertThat(store.read(1).report().outcome().processes()).hasSize(10_000);
    }

    @Test
    void eachTerminationHasAFileOfItsOwn() throws Exception {
        Stream<CompletableFuture<Void>> branches =
                IntStream.range(0, 12).mapToObj(i -> CompletableFuture.runAsync(this::write));
        CompletableFuture.allOf(branches.toArray(CompletableFuture[]::new)).get();

        assertThat(store.numbers())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
        assertThat(store.numbers())
                .allSatisfy(number -> assertThat(store.read(number).problem()).isNull());
    }

    private void write() {
        try {
            store.write(Reports.full());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReportThatComesAfterItsBuildWasDeletedMakesNoFolder() throws IOException {
        Files.delete(build);

        assertThatIOException().isThrownBy(() -> store.write(Reports.full()));

        assertThat(build).doesNotExist();
    }

    /** Sixteen megabytes take their time: no other report waits for that. */
    @Test
    void theNumbersAreHeldForARenameOnly() throws Exception {
        Files.createDirectory(folder);
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            CompletableFuture<Void> written;
            synchronized (ReportStore.NUMBERS) {
                written = CompletableFuture.runAsync(this::writeOne);

                assertThat(watch.poll(60, TimeUnit.SECONDS))
                        .as("a file is written meanwhile")
                        .isNotNull();
                assertThat(store.numbers()).isEmpty();
            }
            written.get(60, TimeUnit.SECONDS);
            assertThat(store.numbers()).containsExactly(1);
        }
    }

    private void writeOne() {
        try {
            store.write(Reports.full());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingButReportsStaysInTheFolder() throws IOException {
        store.write(Reports.full());

        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("1.json"));
    }

    @Test
    void aBuildHasNoEndOfReports() throws IOException {
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(ReportStore.MOST_REPORTS + ".json"));

        assertThatIOException().isThrownBy(() -> store.write(Reports.full())).withMessage("there are 200 already");
    }

    @Test
    void otherFilesAreNoReports() throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("0.json", "01.json", "1.json.tmp", "atomic123tmp", "1000.json", "x.json")) {
            Files.createFile(folder.resolve(name));
        }

        assertThat(store.exists()).isFalse();
    }

    @Test
    void halfAFileIsAMessage() throws IOException {
        store.write(Reports.full());
        String whole = Files.readString(folder.resolve("1.json"));
        Files.writeString(folder.resolve("1.json"), whole.substring(0, whole.length() / 2));

        assertThat(store.read(1).report()).isNull();
        assertThat(store.read(1).problem()).isEqualTo("report: damaged: it is not JSON");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 99})
    void aFileOfAnotherVersionIsAMessage(int schema) throws IOException {
        store.write(Reports.full());
        String text = Files.readString(folder.resolve("1.json"));
        Files.writeString(folder.resolve("1.json"), text.replace("\"schema\": 1", "\"schema\": " + schema));

        assertThat(store.read(1).problem())
                .isEqualTo("report: its schema is " + schema + ", this version reads schema 1");
    }

    @Test
    void aHugeFileIsAMessageAndIsNotRead() throws IOException {
        Files.createDirectories(folder);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("1.json").toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThat(store.read(1).problem()).isEqualTo("report: it is larger than 16 MB");
    }

    @Test
    void whatIsNoTextIsAMessage() throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("1.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(store.read(1).problem()).isEqualTo("report: damaged: it is not text");
    }

    @Test
    void deepNestingIsAMessage() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("1.json"), "[".repeat(1_000_000));

        assertThat(store.read(1).problem()).isEqualTo("report: damaged: it is not JSON");
    }

    @Test
    void aFileThatIsGoneIsAMessage() {
        assertThat(store.read(7).problem()).startsWith("report: it could not be read");
    }

    @Test
    void tenThousandProcessesAreKept() throws IOException {
        store.write(report(10_000, "cc1plus", null));

        assertThat(store.read(1).report().outcome().processes()).hasSize(10_000);
        assertThat(store.read(1).report().outcome().remarks()).isEmpty();
    }

    @Test
    void ofMoreProcessesThoseAreKeptThatDidNotEndByThemselves() throws IOException {
        store.write(report(30_000, "cc1plus", null));

        Outcome read = store.read(1).report().outcome();
        assertThat(read.processes()).hasSize(10_000).isSortedAccordingTo((a, b) -> Long.compare(a.pid(), b.pid()));
        assertThat(read.count(Ending.KILLED)).isEqualTo(300);
        assertThat(read.remarks()).containsExactly("10,000 of 30,000 processes are listed");
    }

    @Test
    void anAgentThatSendsTooMuchStillLeavesAReportThatCanBeRead() throws IOException {
        store.write(report(10_000, HUGE, HUGE));

        assertThat(Files.size(folder.resolve("1.json"))).isLessThan(ReportStore.MOST_BYTES);
        assertThat(store.read(1).report().outcome().processes()).hasSize(1_000);
    }

    private static TerminationReport report(int processes, String command, String why) {
        return report(processes, command, why, "--token=hunter2");
    }

    /** Every hundredth was killed. */
    private static TerminationReport report(int processes, String command, String why, String argument) {
        Outcome.SignalRecord signal =
                Reports.full().outcome().processes().get(0).signals().get(0);
        List<Outcome.SignalRecord> signals = Collections.nCopies(why == null ? 1 : 500, signal);
        List<ProcessRecord> records = IntStream.rangeClosed(1, processes)
                .mapToObj(pid -> new ProcessRecord(
                        pid,
                        1,
                        command,
                        List.of(argument),
                        Membership.COOKIE,
                        Duration.ZERO,
                        signals,
                        List.of(),
                        pid % 100 == 0 ? Ending.KILLED : Ending.ENDED,
                        Duration.ofMillis(pid),
                        why))
                .toList();
        Outcome full = Reports.full().outcome();
        return new TerminationReport(
                command,
                Reports.full().settings(),
                new Outcome(full.started(), full.took(), full.rungs(), records, List.of()));
    }
}
