package io.jenkins.plugins.cleankill.pipeline;

import hudson.Launcher;
import hudson.Proc;
import java.io.IOException;
import java.util.Map;

/** The launcher of a step inside a block: it remembers where commands run, and its {@code kill} is a clean one. */
final class BlockLauncher extends Launcher.DecoratedLauncher {

    private final Block block;
    private final String node;

    BlockLauncher(Launcher inner, Block block, String node) {
        super(inner);
        this.block = block;
        this.node = node;
    }

    @Override
    public Proc launch(ProcStarter starter) throws IOException {
        block.remember(node, starter.envs(), starter.pwd(), getListener());
        return getInner().launch(starter);
    }

    /** Begins a termination and returns at once: the caller is the thread that runs the Pipeline. */
    @Override
    public void kill(Map<String, String> modelEnvVars) {
        block.kill(plain(), node, modelEnvVars);
    }

    /** The launcher without the blocks around this one: the innermost block's settings hold. */
    private Launcher plain() {
        Launcher plain = getInner();
        while (plain instanceof BlockLauncher outer) {
            plain = outer.getInner();
        }
        return plain;
    }
}
