package io.jenkins.plugins.cleankill.reports;

import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.report.MostRelevant;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits of a report that comes from an agent, which may be anybody's machine: so many processes, so long names, so
 * many signals. A report of {@value #FEW_PROCESSES} processes within these limits and without arguments is below {@link
 * ReportStore#MOST_BYTES}, whatever its texts are.
 */
final class ReportLimits {

    static final int MOST_PROCESSES = 10_000;
    static final int FEW_PROCESSES = 1_000;
    static final int MOST_DUMPS = 16;

    private static final int NAME = 256;
    private static final int TEXT = 300;
    private static final int MOST_REMARKS = 100;
    private static final int MOST_PARTS = 20;
    private static final int MOST_HOLDERS = 50;
    private static final int MOST_CONTAINERS = 1_000;

    private ReportLimits() {}

    /**
     * The report with at most so many processes, and a remark if that are not all.
     *
     * @param mask changes every text that a process may have made
     * @param withArguments whether arguments are kept
     */
    static TerminationReport within(
            TerminationReport report, int mostProcesses, SecretMask mask, boolean withArguments) {
        Outcome outcome = report.outcome();
        List<ProcessRecord> processes = MostRelevant.of(outcome.processes(), ProcessRecord::ending, mostProcesses);
        List<String> remarks = new ArrayList<>();
        if (processes.size() < outcome.processes().size()) {
            remarks.add(
                    Messages.Report_cut(processes.size(), outcome.processes().size()));
        }
        outcome.remarks().stream().limit(MOST_REMARKS).forEach(remark -> remarks.add(cut(mask.text(remark), TEXT)));
        return new TerminationReport(
                cut(report.cause(), TEXT),
                cut(report.place(), TEXT),
                report.settings(),
                report.onAbort(),
                report.afterKill(),
                report.containers() == null ? null : within(report.containers(), mask),
                new Outcome(
                        outcome.started(),
                        outcome.took(),
                        first(outcome.rungs()),
                        within(processes, mask, withArguments),
                        remarks,
                        outcome.lookAlikes().stream()
                                .limit(MOST_REMARKS)
                                .map(each -> within(each, mask))
                                .toList()));
    }

    private static LookAlike within(LookAlike process, SecretMask mask) {
        return new LookAlike(
                process.pid(),
                cut(mask.text(process.command()), NAME),
                process.age(),
                cut(mask.text(process.sign()), TEXT));
    }

    /** Names and images are made by builds; what remains of the texts is ours. */
    private static ContainersRecord within(ContainersRecord containers, SecretMask mask) {
        return new ContainersRecord(
                containers.policy(),
                containers.from(),
                containers.found().stream()
                        .limit(MOST_CONTAINERS)
                        .map(each -> new ContainerRecord(
                                each.id(),
                                cut(mask.text(each.name()), NAME),
                                cut(mask.text(each.image()), NAME),
                                cut(mask.text(each.sign()), TEXT),
                                each.ending(),
                                each.exitCode()))
                        .toList());
    }

    private static List<ProcessRecord> within(List<ProcessRecord> processes, SecretMask mask, boolean withArguments) {
        List<ProcessRecord> kept = new ArrayList<>();
        int holders = 0;
        for (ProcessRecord process : processes) {
            holders += process.holds().isEmpty() ? 0 : 1;
            Holdings holds = holders <= MOST_HOLDERS ? within(process.holds(), mask) : Holdings.NONE;
            kept.add(within(process, mask, withArguments, holds));
        }
        return kept;
    }

    private static Holdings within(Holdings holds, SecretMask mask) {
        return new Holdings(
                within(holds.listensOn(), mask),
                within(holds.devices(), mask),
                within(holds.mounts(), mask),
                within(holds.locks(), mask));
    }

    private static List<String> within(List<String> texts, SecretMask mask) {
        return texts.stream().map(text -> cut(mask.text(text), TEXT)).toList();
    }

    private static ProcessRecord within(ProcessRecord process, SecretMask mask, boolean withArguments, Holdings holds) {
        return new ProcessRecord(
                process.pid(),
                process.parent(),
                cut(mask.text(process.command()), NAME),
                withArguments ? mask.arguments(process.arguments()) : List.of(),
                process.membership(),
                process.firstSeen(),
                first(process.signals()),
                first(process.frozen()),
                process.ending(),
                process.endedAt(),
                process.why() == null ? null : cut(mask.text(process.why()), TEXT),
                holds);
    }

    private static <T> List<T> first(List<T> list) {
        return list.subList(0, Math.min(list.size(), MOST_PARTS));
    }

    private static String cut(String text, int limit) {
        return text.substring(0, Math.min(text.length(), limit));
    }
}
