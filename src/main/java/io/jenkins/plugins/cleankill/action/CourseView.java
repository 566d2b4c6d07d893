package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.Course;
import io.jenkins.plugins.cleankill.engine.report.Course.Stretch;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where the time went, in sentences. */
final class CourseView {

    private static final int NAMED = 3;

    private CourseView() {}

    /** Why a process lived on is known of the end only: what it did about an earlier signal may be another matter. */
    static List<String> of(Outcome outcome) {
        List<Stretch> course = Course.of(outcome);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < course.size(); i++) {
            boolean isLast = i + 1 == course.size() || course.get(i + 1).signal() == Signal.KILL;
            sentences.add(sentence(course.get(i), isLast));
        }
        return sentences;
    }

    private static String sentence(Stretch stretch, boolean explained) {
        String span = span(stretch);
        List<ProcessRecord> outlived = stretch.outlived();
        if (outlived.isEmpty()) {
            return Messages.Course_all(span, stretch.ended());
        }
        String names = outlived.stream()
                .limit(NAMED)
                .map(process -> name(process, explained))
                .collect(Collectors.joining("; "));
        int more = outlived.size() - NAMED;
        return more <= 0
                ? Messages.Course_some(span, stretch.ended(), names)
                : Messages.Course_many(span, stretch.ended(), names, more);
    }

    /** SIGKILL takes no time that anybody would notice. */
    private static String span(Stretch stretch) {
        String signal = stretch.signal().fullName();
        String from = Shown.tenths(stretch.from());
        String until = Shown.tenths(stretch.until());
        return from.equals(until)
                ? Messages.Course_moment(signal, until)
                : Messages.Course_stretch(signal, from, until);
    }

    private static String name(ProcessRecord process, boolean explained) {
        String name = SafeText.name(process.command()) + " (" + process.pid() + ")";
        return explained && process.why() != null ? Messages.Course_because(name, SafeText.line(process.why())) : name;
    }
}
