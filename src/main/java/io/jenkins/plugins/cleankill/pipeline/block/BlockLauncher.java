package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.Launcher;
import hudson.Proc;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.container.ContainerLaunchers;
import io.jenkins.plugins.cleankill.container.ContainerRoute;
import io.jenkins.plugins.cleankill.container.LaunchTarget;
import io.jenkins.plugins.cleankill.controller.CleanKillProc;
import io.jenkins.plugins.cleankill.controller.GroupedLaunch;
import io.jenkins.plugins.cleankill.controller.Variables;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.pipeline.log.BlockLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The launcher of a step inside a block: it remembers where commands run, its {@code kill} is a clean one, and so is the
 * end of a command that a step waits for in a thread of its own.
 */
final class BlockLauncher extends Launcher.DecoratedLauncher implements ContainerLaunchers.Transparent {

    private final Block block;
    private final String node;
    private final ContainerRoute route;

    BlockLauncher(Launcher inner, Block block, String node, ContainerRoute route) {
        super(inner);
        this.block = block;
        this.node = node;
        this.route = route;
    }

    @Override
    public Proc launch(ProcStarter starter) throws IOException {
        BlockLogs logs = block.logs();
        GroupedLaunch launch = GroupedLaunch.of(plain(), starter, controlGroups());
        CommandOutput output = CommandOutput.of(
                String.join(" ", launch.words()),
                logs.beyondTheStep(starter.stdout()),
                logs.beyondTheStep(starter.stderr()));
        remember(starter);
        starter.envs(Variables.with(starter.envs(), output.asVariables()));
        return new CleanKillProc(launch.launch(this::print, output), new BlockCommands(block, target()), output);
    }

    private void print(ProcStarter starter) {
        maskedPrintCommandLine(starter.cmds(), starter.masks(), starter.pwd());
    }

    /**
     * The group of an inner block is in that of the outer one, which finds what the inner one has left alive; around them is the
     * build's, by which a search for builds that are over finds it. A node's block leaves both to a user's block within, as it
     * does by its cookie.
     */
    private List<GroupName> controlGroups() {
        List<Block> blocks = blocks();
        List<GroupName> names = new ArrayList<>();
        if (blocks.stream().allMatch(each -> each.groupOfBuild().isPresent())) {
            names.add(block.groupOfBuild().orElseThrow());
        }
        blocks.forEach(each -> names.add(GroupName.ofCookie(each.cookie().value())));
        return names;
    }

    /** The outer ones first. */
    private List<Block> blocks() {
        List<Block> blocks = getInner() instanceof BlockLauncher outer && !outer.block.isOfNode()
                ? outer.blocks()
                : new ArrayList<>();
        blocks.add(block);
        return blocks;
    }

    /** The blocks around this one, too: a step may launch a command without the environment that it was given. */
    private void remember(ProcStarter starter) {
        if (getInner() instanceof BlockLauncher outer && !outer.block.isOfNode()) {
            outer.remember(starter);
        }
        block.remember(target(), starter.envs(), starter.pwd(), getListener());
        block.usedContainers().use(target(), route, starter.pwd());
        starter.envs(Variables.with(starter.envs(), block.variables()));
    }

    /** Begins a termination and returns at once: the caller is the thread that runs the Pipeline. */
    @Override
    public void kill(Map<String, String> modelEnvVars) {
        block.stop(target(), modelEnvVars, null);
    }

    /** Where its commands run. */
    private LaunchTarget target() {
        return LaunchTarget.of(plain(), node, route);
    }

    /** The launcher without the blocks around this one: the innermost block's settings hold. */
    Launcher plain() {
        Launcher plain = getInner();
        while (plain instanceof BlockLauncher outer) {
            plain = outer.getInner();
        }
        return plain;
    }
}
