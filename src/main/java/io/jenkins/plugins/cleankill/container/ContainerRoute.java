package io.jenkins.plugins.cleankill.container;

import hudson.Launcher;
import hudson.model.Node;
import java.io.Serializable;
import java.util.Optional;

/** How the commands of one step's body come into a container, known again after a restart of the controller. */
public interface ContainerRoute extends Serializable {

    /** Tells this body, and the container that it may run in, from others of the block. */
    String id();

    /** Whether the container belongs to a step within the block, and ends with it as a rule. */
    boolean endsWithStep();

    /**
     * The launcher that leads there, which knows nothing of blocks; empty if the block is over.
     *
     * @param launcher the node's own
     */
    Optional<Launcher> launcher(Launcher launcher, Node node);
}
