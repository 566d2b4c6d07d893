package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Row;
import io.jenkins.plugins.cleankill.engine.plan.Treatment;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells by which evidence members are treated: the report of all that wait, the log of the first few that surprise. */
final class EvidenceLines {

    private static final int MOST = 5;

    private final Signal signal;
    private final RungContext context;
    private final Set<String> printed = new HashSet<>();

    EvidenceLines(Signal signal, RungContext context) {
        this.signal = signal;
        this.context = context;
    }

    /** Tells what is new in the treatments. */
    void see(Members members, Map<ProcessIdentity, Treatment> before, Map<ProcessIdentity, Treatment> now) {
        members.alive().stream()
                .filter(process -> now.containsKey(process.identity()))
                .forEach(process -> see(
                        process, before.getOrDefault(process.identity(), Treatment.NONE), now.get(process.identity())));
    }

    private void see(ProcessInfo process, Treatment before, Treatment now) {
        boolean passesOn = now.has(Trait.FORWARDS) && !before.has(Trait.FORWARDS);
        if (passesOn) {
            boolean another = now.has(Trait.SENDS_ANOTHER);
            note(process, another ? "sends its descendants another signal" : "passes " + signal.fullName() + " on", "");
        } else if (!now.words().equals(before.words()) && !now.has(Trait.FORWARDS) && isPrinted(now)) {
            boolean surprises = now.row() == Row.SERVICE && now.has(Trait.LISTENS) || now.row() == Row.TERMINAL_OWNER;
            note(process, now.words(), surprises ? ": " + signal.fullName() + " after it" : null);
        }
    }

    /** That a process catches the signal, or simply gets it, is no news. */
    private static boolean isPrinted(Treatment treatment) {
        return treatment.row() != Row.PLAIN
                && treatment.row() != Row.OWNER
                && !treatment.words().isEmpty();
    }

    private void note(ProcessInfo process, String words, String consequence) {
        context.recorder().explain(process.identity(), words);
        String name = SafeText.name(process);
        if (consequence != null && printed.size() < MOST && printed.add(name + words.split(" ")[0])) {
            context.remark(name + " " + words + consequence);
        }
    }
}
