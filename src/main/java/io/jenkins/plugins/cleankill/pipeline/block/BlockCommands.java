package io.jenkins.plugins.cleankill.pipeline.block;

import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.controller.CommandOwner;
import io.jenkins.plugins.cleankill.controller.LimitedWait;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The processes of a block that steps wait for in threads of their own, which are interrupted on an abort. */
final class BlockCommands implements CommandOwner {

    private final Block block;
    private final LaunchTarget place;

    BlockCommands(Block block, LaunchTarget place) {
        this.block = block;
        this.place = place;
    }

    @Override
    public Optional<TerminationReport> abort(CommandOutput command) {
        return stop(command);
    }

    @Override
    public Optional<TerminationReport> stop(CommandOutput command) {
        BlockTermination termination = block.stop(place, command.asVariables(), command);
        block.awaitedCommands().remove(command);
        return patiently(termination);
    }

    /** An interrupt is a second abort, and hurries. */
    private static Optional<TerminationReport> patiently(BlockTermination termination) {
        try {
            return new LimitedWait<>(termination.over()).await(termination::killNow);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean agentIsLost() {
        return Channels.isLost(place.plain().getChannel()) || agentHangs();
    }

    @Override
    public boolean agentHangs() {
        return block.isHung(place.node());
    }

    @Override
    public void say(String text) {
        place.plain().getListener().getLogger().println(LogLines.line(text));
    }

    @Override
    public void waitBegins(CommandOutput command) {
        block.awaitedCommands().add(command);
    }

    @Override
    public void waitEnds(CommandOutput command) {
        block.awaitedCommands().remove(command);
    }
}
