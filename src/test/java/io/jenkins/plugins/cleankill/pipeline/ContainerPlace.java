package io.jenkins.plugins.cleankill.pipeline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Where a container is entered, and on which side of the block.
 *
 * @param container the step that enters it
 */
record ContainerPlace(String node, String container, boolean blockInside) {

    /** By docker-workflow's own step, in a container of this machine's engine. */
    static ContainerPlace inRealDocker(String node, boolean blockInside) {
        return inRealDocker(node, "", blockInside);
    }

    /** The same, started with more arguments. */
    static ContainerPlace inRealDocker(String node, String args, boolean blockInside) {
        return new ContainerPlace(
                node,
                "withDockerContainer(image: '" + RealDocker.IMAGE + "', args: \"-v $MARKERS:$MARKERS " + args
                        + "\", toolName: '" + RealDocker.TOOL + "')",
                blockInside);
    }

    /** The same, of another image. */
    ContainerPlace withImage(String image) {
        return new ContainerPlace(node, container.replace(RealDocker.IMAGE, image), blockInside);
    }

    /** The same, by another {@code docker} command. */
    ContainerPlace withTool(String tool) {
        return new ContainerPlace(
                node, container.replace("toolName: '" + RealDocker.TOOL, "toolName: '" + tool), blockInside);
    }

    /** A Pipeline with that body; skips the test where there is no such container. */
    String around(String block, String body) {
        assumeTrue(!container.contains(RealDocker.IMAGE) || RealDocker.answers(), RealDocker.WHY_NOT);
        String within = blockInside ? container + " { " + block + " { " : block + " { " + container + " { ";
        return "node('" + node + "') { " + within + body + " } } }";
    }

    @Override
    public String toString() {
        return "node " + node + ", " + (blockInside ? container + " { withCleanKill" : "withCleanKill { " + container);
    }
}
