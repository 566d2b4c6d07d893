package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.OutputPipes;
import io.jenkins.plugins.cleankill.engine.pipe.HeldOutput;
import io.jenkins.plugins.cleankill.engine.pipe.PipeHolder;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows the build's output to its end. The JDK closes the pipe when the command itself has ended, though its
 * descendants may still write: so the pipe is taken over before the first signal, and pumped from there.
 */
final class OutputTakeover implements AutoCloseable {

    private static final byte[] ANNOUNCEMENT =
            (LogLines.line("The output is followed to its end") + "\n").getBytes(StandardCharsets.UTF_8);

    private final List<OutputPump> pumps = new ArrayList<>();

    /** Takes the outputs over that can be; Jenkins goes on copying the others. */
    void takeOver(OperatingSystem system, CommandOutput followed) throws IOException {
        if (followed != null && system.outputPipes().isPresent()) {
            OutputPipes pipes = system.outputPipes().get();
            Optional<ProcessIdentity> child = CommandPipes.child(system, followed);
            child.ifPresent(id -> take(pipes, id, 1, followed.output(), CommandPipes.copiers(followed, false)));
            child.ifPresent(id -> take(pipes, id, 2, followed.errors(), CommandPipes.copiers(followed, true)));
        }
    }

    private void take(
            OutputPipes pipes, ProcessIdentity child, int descriptor, OutputStream sink, List<Thread> copiers) {
        if (sink != null) {
            pipes.takeOver(child, descriptor, ANNOUNCEMENT, copiers)
                    .ifPresent(taken -> pumps.add(new OutputPump(taken, sink)));
        }
    }

    /** Takes over what others hold of an output whose command has ended. */
    boolean takeHeld(OperatingSystem system, HeldOutput held, CommandOutput followed, boolean errors) {
        OutputStream sink = errors ? followed.errors() : followed.output();
        PipeHolder holder = held.holder();
        int descriptor = holder.descriptors().get(0);
        List<Thread> copiers = CommandPipes.copiers(followed, errors);
        Optional<OutputPump> pump = sink == null
                ? Optional.empty()
                : system.outputPipes()
                        .flatMap(pipes ->
                                pipes.takeOverHeld(holder.process().identity(), descriptor, ANNOUNCEMENT, copiers))
                        .map(taken -> new OutputPump(taken, sink));
        pump.ifPresent(pumps::add);
        return pump.isPresent();
    }

    List<OutputPump> pumps() {
        return List.copyOf(pumps);
    }

    /** Lets the output go on; it was held so that our first line comes before what it leads to. */
    void goOn() {
        pumps.forEach(OutputPump::begin);
    }

    /** Waits until the output has come to its end. */
    void drain() {
        pumps.forEach(OutputPump::drain);
    }

    @Override
    public void close() {
        pumps.forEach(OutputPump::close);
    }
}
