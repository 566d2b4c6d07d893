package io.jenkins.plugins.cleankill.reports;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonReader;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonWriter;
import io.jenkins.plugins.cleankill.engine.report.json.UnreadableReportException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The reports of one build: the files {@code clean-kill/1.json}, {@code 2.json}, … in the build's folder, one for each
 * termination, in the order in which they were over, with the {@link DumpFiles thread dumps}. The reports are gone when
 * the build is deleted. The format is that of {@link ReportJsonWriter}, without arguments unless the administrator wants
 * them.
 */
public final class ReportStore {

    /** The name of our folder in a build's, and in a job's. */
    public static final String FOLDER = "clean-kill";

    /** The most bytes of a file. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /** The most files of a build. */
    static final int MOST_REPORTS = 200;

    private static final Logger LOGGER = Logger.getLogger(ReportStore.class.getName());
    private static final Pattern FILE = Pattern.compile("([1-9]\\d{0,2})\\.json");

    /** The lock for branches that end at the same time: two must not take the same number. Held for a rename only. */
    static final Object NUMBERS = new Object();

    private final Path folder;

    /** @param folder need not exist */
    ReportStore(Path folder) {
        this.folder = folder;
    }

    public static ReportStore of(Run<?, ?> run) {
        return new ReportStore(run.getRootDir().toPath().resolve(FOLDER));
    }

    /**
     * Keeps the report beside the build, if there is anything new to tell; with the processes' arguments if the
     * administrator wants them. The call never fails: a problem is one line in Jenkins' own log.
     *
     * @param secrets the texts that must not be kept
     * @return that report, unchanged
     */
    public static TerminationReport add(Run<?, ?> run, Collection<String> secrets, TerminationReport report) {
        // A second abort leaves the flag set, and an interrupted thread can't write to a file channel.
        boolean interrupted = Thread.interrupted();
        try {
            if (report.containers() != null || of(run).isNews(report.outcome())) {
                boolean withArguments = CleanKillConfiguration.get().isArgumentsInReports();
                of(run).write(report, new SecretMask(secrets), withArguments);
                RecentReports.add(run, report);
                ReportListener.tellAll(run, report);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "The report on {0} could not be kept: {1}", new Object[] {run, e});
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return report;
    }

    /**
     * Adds to the kept report, if it is there, what the user's command did behind it. The call never fails: a problem is
     * one line in Jenkins' own log.
     */
    public static void addAfterKill(Run<?, ?> run, TerminationReport report, HookRecord command) {
        boolean interrupted = Thread.interrupted(); // as above
        try {
            of(run).complete(report, command);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "The report on {0} could not be completed: {1}", new Object[] {run, e});
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The kept report is what its limits and masks have made of it, so it is known by its start and its place. */
    private void complete(TerminationReport report, HookRecord command) throws IOException {
        for (int number : numbers()) {
            TerminationReport kept = read(number).report();
            if (kept != null
                    && kept.outcome().started().equals(report.outcome().started())
                    && kept.place().equals(report.place())) {
                boolean withArguments = kept.outcome().processes().stream()
                        .anyMatch(process -> !process.arguments().isEmpty());
                BuildFolder.write(
                        folder,
                        number + ".json",
                        bytes(new ReportJsonWriter(withArguments).write(kept.before(command))));
                return;
            }
        }
    }

    /** Not, if it only names again the processes that an earlier termination has kept or left, as the one at the build's end does. */
    private boolean isNews(Outcome outcome) {
        List<ProcessRecord> processes = outcome.processes();
        if (!outcome.lookAlikes().isEmpty() || !processes.stream().allMatch(ReportStore::livesOn)) {
            return true;
        }
        Set<Long> reported = numbers().stream()
                .map(number -> Optional.ofNullable(read(number).report()))
                .flatMap(Optional::stream)
                .flatMap(report -> report.outcome().processes().stream())
                .filter(ReportStore::livesOn)
                .map(ProcessRecord::pid)
                .collect(Collectors.toSet());
        return !processes.stream().allMatch(process -> reported.contains(process.pid()));
    }

    private static boolean livesOn(ProcessRecord process) {
        return process.ending() == Ending.KEPT || process.ending() == Ending.LEFT;
    }

    /**
     * Writes the report into a new file, whole or not at all.
     *
     * @throws IOException if the build has {@value #MOST_REPORTS} already, or the file can't be written
     */
    public void write(TerminationReport report) throws IOException {
        write(report, new SecretMask(List.of()), false);
    }

    /** The same, with masked texts, and perhaps with arguments. */
    public void write(TerminationReport report, SecretMask mask, boolean withArguments) throws IOException {
        byte[] text = json(report, mask, withArguments);
        Path written = BuildFolder.write(folder, text);
        int number;
        try {
            synchronized (NUMBERS) {
                number = next();
                Files.move(written, folder.resolve(number + ".json"), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(written);
        }
        writeDumps(number, report.outcome().dumps(), mask);
    }

    /** The report is kept without them where the disk has room for it alone. */
    private void writeDumps(int number, List<ThreadDump> dumps, SecretMask mask) {
        try {
            new DumpFiles(folder)
                    .write(number, dumps.stream().limit(ReportLimits.MOST_DUMPS).toList(), mask);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "A thread dump of report {0} in {1} could not be kept: {2}", new Object[] {
                number, folder, e
            });
        }
    }

    private int next() throws IOException {
        int last = numbers().stream().reduce(0, Math::max);
        if (last >= MOST_REPORTS) {
            throw new IOException("there are " + MOST_REPORTS + " already");
        }
        return last + 1;
    }

    private static byte[] json(TerminationReport report, SecretMask mask, boolean withArguments) {
        byte[] text = bytes(new ReportJsonWriter(withArguments)
                .write(ReportLimits.within(report, ReportLimits.MOST_PROCESSES, mask, withArguments)));
        return text.length <= MOST_BYTES
                ? text
                : bytes(new ReportJsonWriter(false)
                        .write(ReportLimits.within(report, ReportLimits.FEW_PROCESSES, mask, false)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether there is any report. A list asks that of every build: the answer takes a look at one folder only. */
    public boolean exists() {
        return Files.isDirectory(folder) && !numbers().isEmpty();
    }

    /** The numbers of all reports, ascending; none if the folder can't be read. */
    public List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher matcher = FILE.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches()) {
                    numbers.add(Integer.valueOf(matcher.group(1)));
                }
            }
        } catch (NoSuchFileException ignored) {
            // A build without reports has no folder.
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The reports in {0} can''t be listed: {1}", new Object[] {folder, e});
        }
        return numbers.stream().sorted().toList();
    }

    /** The thread dump of that process in that report, if there is one. */
    public Optional<String> dump(int number, long pid) {
        return new DumpFiles(folder).read(number, pid);
    }

    /** One report, or why it can't be read. */
    public StoredReport read(int number) {
        Path file = folder.resolve(number + ".json");
        try {
            if (Files.size(file) > MOST_BYTES) {
                return new StoredReport(number, null, Messages.Report_tooLarge(MOST_BYTES >> 20));
            }
            return new StoredReport(
                    number, ReportJsonReader.read(Files.readString(file)), null, new DumpFiles(folder).pids(number));
        } catch (UnreadableReportException e) {
            return new StoredReport(number, null, e.getMessage());
        } catch (CharacterCodingException e) {
            return new StoredReport(number, null, Messages.Report_notText());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The report {0} in {1} can''t be read: {2}", new Object[] {number, folder, e});
            return new StoredReport(number, null, Messages.Report_unreadable());
        }
    }
}
