package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.List;

/** Which live member waits for which other one in one snapshot: by descent, pipes, terminals and connections. */
record Structure(
        Family family,
        Pipework pipes,
        Dispositions dispositions,
        Foreground foreground,
        Blockers blockers,
        TerminalUsers terminals,
        Connections connections,
        Services services) {

    static Structure of(Members members, Signal signal, Evidence evidence, Standing standing) {
        Family family = new Family(members);
        Pipework pipes = new Pipework(family, standing);
        Dispositions dispositions = new Dispositions(family, signal, evidence);
        Foreground foreground = new Foreground(family, pipes, dispositions, evidence);
        Connections connections = new Connections(family, evidence);
        return new Structure(
                family,
                pipes,
                dispositions,
                foreground,
                new Blockers(family, pipes, dispositions, standing),
                new TerminalUsers(family),
                connections,
                new Services(family, pipes, foreground, connections, dispositions, standing));
    }

    /**
     * The live descendants that a process waits for: of a shell with a trap, the foreground children, which keep it
     * from its trap; of any other, all count; so they do of mksh, of which nothing tells whether it has a trap.
     */
    List<ProcessInfo> blockers(ProcessInfo process) {
        boolean trap = Shells.isShell(process) && dispositions.handles(process) && !Shells.catchesWithoutTrap(process);
        return trap ? blockers.of(process, foreground.of(process)) : blockers.of(process);
    }

    /** Whether the one can ask the other, or its subtree, to end: by a pipe that the other reads, or a connection. */
    boolean canAsk(ProcessInfo one, ProcessInfo other) {
        return pipes.writesTo(one, other) || connections.areConnected(one, other);
    }
}
