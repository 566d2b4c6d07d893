package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The view of a process that the system shows. */
final class FakeView {

    private final FakeTask task;

    FakeView(FakeTask task) {
        this.task = task;
    }

    ProcessInfo info(boolean withEnvironment) {
        Environment read = task.environmentReadable ? Environment.of(task.environment) : Environment.UNREADABLE;
        return new ProcessInfo(
                        task.identity,
                        task.parent,
                        task.state,
                        task.name,
                        withEnvironment ? read : Environment.NOT_READ)
                .with(task.job)
                .with(task.effort);
    }

    ProcessDetails details() {
        ProcessDetails details = new ProcessDetails(
                task.signals.sets(),
                OptionalLong.of(task.permitted ? 1000 : 0),
                task.executable,
                task.commandLine.orElseGet(() -> CommandLine.of(task.executable.orElse(task.name))),
                task.isAlive() ? task.descriptors.pipes() : List.of(),
                task.tracer,
                task.unkillable ? Optional.of("rpc_wait_bit_killable") : Optional.empty(),
                task.firstOfNamespace ? OptionalLong.of(1) : OptionalLong.empty());
        return task.isAlive()
                ? details.withPending(task.signals.pending())
                        .with(
                                task.descriptors.terminals(),
                                task.descriptors.sockets().keySet())
                : details;
    }
}
