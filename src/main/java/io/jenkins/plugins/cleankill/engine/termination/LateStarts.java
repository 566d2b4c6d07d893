package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Directive;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells of the commands that were started after a rung's signal and got it at once: the first few by name, the others,
 * which a loop starts by the hundred, by their number.
 */
final class LateStarts {

    private static final int NAMED = 3;

    private final Signal signal;
    private final RungContext context;
    private final Set<String> named = new HashSet<>();
    private int more;

    LateStarts(Signal signal, RungContext context) {
        this.signal = signal;
        this.context = context;
    }

    /** Tells what of these steps is about such a command. */
    void see(List<Directive> steps, ProcessTable table) {
        steps.stream()
                .filter(step -> step instanceof Directive.Send send && send.late())
                .forEach(step -> started(step.process(), table));
    }

    /** Each command of a parent is named once. */
    private void started(ProcessInfo process, ProcessTable table) {
        if (named.size() < NAMED && named.add(process.command() + " of " + process.parent())) {
            context.remark(parent(process, table) + " went on after " + signal.fullName() + ": its next command, "
                    + process.command() + ", slipped through and got " + signal.fullName() + " at once");
        } else {
            more++;
        }
    }

    private static String parent(ProcessInfo process, ProcessTable table) {
        return table.byPid(process.parent())
                .map(parent -> ProcessName.of(parent).toString())
                .orElseGet(() -> "process " + process.parent());
    }

    /** The rung is over. */
    void sum() {
        if (more > 0) {
            context.remark((more == 1 ? "1 more command was" : more + " more commands were") + " started after "
                    + signal.fullName() + " and got it at once");
        }
        more = 0;
    }
}
