package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.DumpRequest;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.os.ThreadDumps;
import io.jenkins.plugins.cleankill.engine.outcome.DumpRemarks;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the members that are Java virtual machines what their threads do, all at once, before the first signal. Where the
 * answer can't come to us, SIGQUIT makes it come to the output of the process.
 */
final class DumpPhase {

    /** A dump of some hundred threads takes a few milliseconds, its first one some hundred on a loaded machine. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    /** The most virtual machines that are asked. */
    static final int MOST = 16;

    private static final Duration STEP = Duration.ofMillis(5);

    private final ThreadDumps dumps;
    private final RungContext context;
    private final Map<ProcessInfo, DumpRequest> open = new LinkedHashMap<>();
    private final Map<String, List<ProcessName>> toOwnOutput = new LinkedHashMap<>();

    DumpPhase(ThreadDumps dumps, RungContext context) {
        this.dumps = dumps;
        this.context = context;
    }

    /** Whether any process was asked. */
    boolean run(Members members) {
        List<ProcessInfo> jvms = members.alive().stream().filter(this::isJvm).toList();
        try {
            jvms.stream().limit(MOST).forEach(this::ask);
            await();
            silent();
        } finally {
            open.values().forEach(DumpRequest::close);
        }
        toOwnOutput.forEach((why, names) -> context.remark(DumpRemarks.askedByQuit(names, why)));
        if (jvms.size() > MOST) {
            context.remark(MOST + " of " + jvms.size() + " Java virtual machines were asked for a thread dump");
        }
        return !jvms.isEmpty();
    }

    /** SIGQUIT ends a process that does not catch it; a runtime of another kind may catch it and end all the same. */
    private boolean isJvm(ProcessInfo process) {
        return process.catches(Signal.QUIT) && dumps.isJvm(process.identity());
    }

    private void ask(ProcessInfo jvm) {
        if (jvm.state() == ProcessState.STOPPED || jvm.state() == ProcessState.TRACED) {
            quit(jvm, "it is stopped");
            return;
        }
        Optional<DumpRequest> request = dumps.ask(jvm.identity());
        if (request.isEmpty()) {
            quit(jvm, "it can't be reached otherwise");
            return;
        }
        open.put(jvm, request.get());
        if (request.get().needsSignal() && send(jvm) != Result.SENT) {
            drop(jvm);
        }
    }

    private void await() {
        Duration end = context.recorder().now().plus(LIMIT);
        advance();
        while (!open.isEmpty()
                && !context.hurried().getAsBoolean()
                && context.recorder().now().compareTo(end) < 0) {
            context.waiter().pause(STEP);
            advance();
        }
    }

    private void advance() {
        for (ProcessInfo jvm : List.copyOf(open.keySet())) {
            DumpRequest request = open.get(jvm);
            switch (request.advance()) {
                case ANSWERED -> {
                    keep(ThreadDump.of(ProcessName.of(jvm), request.answer()));
                    drop(jvm);
                }
                case REFUSED -> {
                    drop(jvm);
                    quit(jvm, "it does not answer us");
                }
                case WAITING -> {
                    // Looked at again in a moment
                }
            }
        }
    }

    private void drop(ProcessInfo jvm) {
        open.remove(jvm).close();
    }

    private void keep(ThreadDump dump) {
        context.recorder().dumped(dump);
        context.listener().on(new TerminationEvent.ThreadsDumped(dump));
    }

    private void silent() {
        List<ProcessName> names = open.keySet().stream().map(ProcessName::of).toList();
        if (!names.isEmpty()) {
            context.remark("No thread dump came here from " + ProcessName.firstOf(names)
                    + ": if it has printed one, it is in its own output");
        }
    }

    private void quit(ProcessInfo jvm, String why) {
        if (send(jvm) == Result.SENT) {
            toOwnOutput.computeIfAbsent(why, unknown -> new ArrayList<>()).add(ProcessName.of(jvm));
        }
    }

    private Result send(ProcessInfo jvm) {
        return context.freezer().send(jvm.identity(), Signal.QUIT);
    }
}
