package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.Course;
import io.jenkins.plugins.cleankill.engine.report.Course.Stretch;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import java.util.List;
import java.util.stream.Collectors;

/** Where the time went, in sentences. */
final class CourseView {

    private static final int NAMED = 3;

    private CourseView() {}

    static List<String> of(Outcome outcome) {
        return Course.of(outcome).stream().map(CourseView::sentence).toList();
    }

    private static String sentence(Stretch stretch) {
        String signal = stretch.signal().fullName();
        String from = Shown.tenths(stretch.from());
        String until = Shown.tenths(stretch.until());
        List<ProcessRecord> outlived = stretch.outlived();
        if (outlived.isEmpty()) {
            return Messages.Course_all(signal, from, until, stretch.ended());
        }
        return outlived.size() <= NAMED
                ? Messages.Course_some(signal, from, until, stretch.ended(), names(outlived))
                : Messages.Course_many(signal, from, until, stretch.ended(), names(outlived), outlived.size() - NAMED);
    }

    private static String names(List<ProcessRecord> processes) {
        return processes.stream().limit(NAMED).map(CourseView::name).collect(Collectors.joining(", "));
    }

    private static String name(ProcessRecord process) {
        String name = SafeText.name(process.command()) + " (" + process.pid() + ")";
        return process.why() == null ? name : Messages.Course_because(name, SafeText.line(process.why()));
    }
}
