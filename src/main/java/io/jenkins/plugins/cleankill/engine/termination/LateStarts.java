package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.LateCommands;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Directive;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.List;

/** Tells of the commands that were started after a rung's signal and got it at once. */
final class LateStarts {

    private final Signal signal;
    private final RungContext context;
    private final LateCommands commands = new LateCommands();

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

    private void started(ProcessInfo process, ProcessTable table) {
        commands.next(parent(process, table), process.parent(), process.command(), signal)
                .ifPresent(context::remark);
    }

    private static String parent(ProcessInfo process, ProcessTable table) {
        return table.byPid(process.parent())
                .map(parent -> ProcessName.of(parent).shown())
                .orElseGet(() -> "process " + process.parent());
    }

    /** The rung is over. */
    void sum() {
        commands.sum(signal.fullName()).ifPresent(context::remark);
    }
}
