package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The links below {@code /proc/PID}: of a process that has ended, and of another user's, there are none to be read. */
record FakeDescriptorReader(LongFunction<Optional<FakeProcess>> processes) implements DescriptorReader {

    @Override
    public List<OpenDescriptor> read(long pid) {
        return readable(pid).map(process -> process.descriptors.openFiles()).orElse(List.of());
    }

    @Override
    public Optional<String> workingDirectory(long pid) {
        return readable(pid).flatMap(process -> process.descriptors.workingDirectory());
    }

    private Optional<FakeProcess> readable(long pid) {
        return processes.apply(pid).filter(process -> process.isAlive() && process.isPermitted());
    }
}
