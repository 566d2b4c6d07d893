package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import java.util.OptionalLong;
import java.util.Set;

/** The facts about a process that a rule may ask for beside the snapshot. Each is read once a look, if a rule asks. */
public interface Evidence {

    /** The system tells nothing more. */
    Evidence NONE = new Evidence() {
        @Override
        public Set<String> kernelWaits(ProcessInfo process) {
            return Set.of();
        }

        @Override
        public OptionalLong charactersRead(ProcessInfo process) {
            return OptionalLong.empty();
        }

        @Override
        public boolean hasNullInputOfItsOwn(ProcessInfo child, ProcessInfo shell) {
            return false;
        }

        @Override
        public SocketTable sockets() {
            return SocketTable.EMPTY;
        }

        @Override
        public Set<Signal> ignoredAbove() {
            return Set.of();
        }
    };

    /** The kernel functions that its threads wait in; empty where the system does not tell. */
    Set<String> kernelWaits(ProcessInfo process);

    /** The bytes that it has read since it began, from whatever it reads. */
    OptionalLong charactersRead(ProcessInfo process);

    /** Whether the child's standard input is {@code /dev/null}, and was opened for it: it is not the shell's own. */
    boolean hasNullInputOfItsOwn(ProcessInfo child, ProcessInfo shell);

    /** The sockets of the members. */
    SocketTable sockets();

    /** The signals that the processes above the build ignore: the whole build has inherited that. */
    Set<Signal> ignoredAbove();
}
