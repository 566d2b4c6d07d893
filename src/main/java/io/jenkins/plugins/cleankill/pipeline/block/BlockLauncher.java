package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.Launcher;
import hudson.Proc;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.container.ContainerLaunchers;
import io.jenkins.plugins.cleankill.controller.CleanKillProc;
import io.jenkins.plugins.cleankill.controller.Variables;
import io.jenkins.plugins.cleankill.pipeline.log.BlockLogs;
import java.io.IOException;
import java.util.Map;

/**
 * The launcher of a step inside a block: it remembers where commands run, its {@code kill} is a clean one, and so is the
 * end of a command that a step waits for in a thread of its own.
 */
final class BlockLauncher extends Launcher.DecoratedLauncher implements ContainerLaunchers.Transparent {

    private final Block block;
    private final String node;
    private final BlockLauncherDecorator decorator;

    BlockLauncher(Launcher inner, Block block, String node, BlockLauncherDecorator decorator) {
        super(inner);
        this.block = block;
        this.node = node;
        this.decorator = decorator;
    }

    @Override
    public Proc launch(ProcStarter starter) throws IOException {
        BlockLogs logs = block.logs();
        CommandOutput output = CommandOutput.of(
                String.join(" ", starter.cmds()),
                logs.beyondTheStep(starter.stdout()),
                logs.beyondTheStep(starter.stderr()));
        remember(starter);
        starter.envs(Variables.with(starter.envs(), output.asVariables()));
        return new CleanKillProc(plain().launch(starter), new BlockCommands(block, place()), output);
    }

    /** The blocks around this one, too: a step may launch a command without the environment that it was given. */
    private void remember(ProcStarter starter) {
        if (getInner() instanceof BlockLauncher outer && !outer.block.isOfNode()) {
            outer.remember(starter);
        }
        block.remember(node, starter.envs(), starter.pwd(), getListener());
        block.usedContainers().use(place(), decorator, starter.pwd());
        starter.envs(Variables.with(starter.envs(), block.variables()));
    }

    /** Begins a termination and returns at once: the caller is the thread that runs the Pipeline. */
    @Override
    public void kill(Map<String, String> modelEnvVars) {
        block.stop(place(), modelEnvVars, null);
    }

    /** Where its commands run. */
    LaunchTarget place() {
        return LaunchTarget.of(plain(), node, decorator);
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
