package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.FollowedOutput;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.launcher.ProcessOwner;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The processes of a block that steps wait for in threads of their own, which are interrupted on an abort. */
final class BlockProcesses implements ProcessOwner {

    private final Block block;
    private final Spot place;

    BlockProcesses(Block block, Spot place) {
        this.block = block;
        this.place = place;
    }

    @Override
    public Optional<TerminationReport> abort(FollowedOutput command) {
        return stop(command);
    }

    @Override
    public Optional<TerminationReport> stop(FollowedOutput command) {
        BlockTermination termination = block.stop(place, command.asVariables(), command);
        block.awaited().remove(command);
        return patiently(termination);
    }

    /** An interrupt does not end the wait: it is a second abort, and hurries. */
    private static Optional<TerminationReport> patiently(BlockTermination termination) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return termination.over().get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    termination.killNow();
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
    public void awaited(FollowedOutput command) {
        block.awaited().add(command);
    }

    @Override
    public void left(FollowedOutput command) {
        block.awaited().remove(command);
    }
}
