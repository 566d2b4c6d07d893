package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.os.ThreadDumps;
import io.jenkins.plugins.cleankill.engine.outcome.DumpRemarks;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import java.time.Duration;
import java.util.List;

/**
 * Before the first rung: signals by which programs print what they do, each to the members that catch it. A JVM gets
 * none: HotSpot catches SIGUSR2 for its own use, and has its thread dump.
 */
final class SignalDumpPhase {

    /** A handler of Python or Ruby runs within a few milliseconds; two signals that wait are not taken in their order. */
    static final Duration TO_PRINT = Duration.ofMillis(200);

    private final DumpSignals wanted;
    private final ThreadDumps dumps;
    private final RungContext context;

    SignalDumpPhase(DumpSignals wanted, ThreadDumps dumps, RungContext context) {
        this.wanted = wanted;
        this.dumps = dumps;
        this.context = context;
    }

    /** Whether any process got one. */
    boolean run(Members members) {
        boolean sent = false;
        for (Signal signal : wanted.signals()) {
            List<ProcessName> names = members.alive().stream()
                    .filter(process -> isAsked(process, signal))
                    .filter(process -> context.freezer().send(process.identity(), signal) == Result.SENT)
                    .map(ProcessName::of)
                    .toList();
            if (!names.isEmpty()) {
                sent = true;
                context.remark(DumpRemarks.asked(signal, names));
            }
        }
        if (sent && !context.hurried().getAsBoolean()) {
            context.waiter().pause(TO_PRINT);
        }
        return sent;
    }

    /** A process that is stopped would take the signal together with the rung's. */
    private boolean isAsked(ProcessInfo process, Signal signal) {
        return process.state() != ProcessState.STOPPED
                && process.state() != ProcessState.TRACED
                && process.catches(signal)
                && !dumps.isJvm(process.identity());
    }
}
