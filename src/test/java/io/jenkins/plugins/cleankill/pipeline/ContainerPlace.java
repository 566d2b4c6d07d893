package io.jenkins.plugins.cleankill.pipeline;

/**
 * Where a container is entered, and on which side of the block.
 *
 * @param container the step that enters it
 */
record ContainerPlace(String node, String container, boolean blockInside) {

    /** By docker-workflow's own step. */
    static ContainerPlace inDocker(String node, boolean blockInside) {
        return new ContainerPlace(
                node,
                "withDockerContainer(image: 'busybox', args: \"-v $MARKS:$MARKS\", toolName: '" + FakeDocker.TOOL
                        + "')",
                blockInside);
    }

    /** A Pipeline with that body. */
    String around(String block, String body) {
        String within = blockInside ? container + " { " + block + " { " : block + " { " + container + " { ";
        return "node('" + node + "') { " + within + body + " } } }";
    }

    @Override
    public String toString() {
        return around("withCleanKill", "...");
    }
}
