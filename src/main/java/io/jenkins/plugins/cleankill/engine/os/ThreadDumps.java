package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.Optional;

/** Asks Java virtual machines what their threads do. The answer comes to us, wherever the output of the process goes. */
public interface ThreadDumps {

    /** For systems on which no virtual machine can be asked. */
    ThreadDumps NONE = new ThreadDumps() {
        @Override
        public boolean isJvm(ProcessIdentity process) {
            return false;
        }

        @Override
        public Optional<DumpRequest> ask(ProcessIdentity jvm) {
            return Optional.empty();
        }
    };

    /** Whether the code of a Java virtual machine is in the memory of the process, whatever its program is called. */
    boolean isJvm(ProcessIdentity process);

    /** Begins a request; nothing if the virtual machine can't be reached. The caller closes it. */
    Optional<DumpRequest> ask(ProcessIdentity jvm);
}
