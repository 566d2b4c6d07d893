package io.jenkins.plugins.cleankill.engine.pipe;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader.OpenDescriptor;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;

/**
 * A process that has open what another one uses as a standard stream.
 *
 * @param process who
 * @param descriptors its descriptors on it, at least one
 */
public record PipeHolder(ProcessInfo process, List<OpenDescriptor> descriptors) {

    public PipeHolder {
        descriptors = List.copyOf(descriptors);
        if (descriptors.isEmpty()) {
            throw new IllegalArgumentException("descriptors: at least one is needed");
        }
    }
}
