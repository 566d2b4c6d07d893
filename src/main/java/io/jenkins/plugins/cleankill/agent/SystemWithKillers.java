package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.OutputPipes;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import java.util.List;
import java.util.Optional;

/** A machine whose SIGKILL goes another way. */
record SystemWithKillers(OperatingSystem machine, SignalSender signals) implements OperatingSystem {

    @Override
    public ProcessTableReader processes() {
        return machine.processes();
    }

    @Override
    public PipeOpener pipes() {
        return machine.pipes();
    }

    @Override
    public Clock clock() {
        return machine.clock();
    }

    @Override
    public Optional<OutputPipes> outputPipes() {
        return machine.outputPipes();
    }

    @Override
    public Optional<DescriptorReader> descriptors() {
        return machine.descriptors();
    }

    @Override
    public ExitWaiter newExitWaiter() {
        return machine.newExitWaiter();
    }

    @Override
    public ThawWatchdog newWatchdog(String about) {
        return machine.newWatchdog(about);
    }

    @Override
    public List<String> limitations() {
        return machine.limitations();
    }
}
