package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts a block between its steps and their launchers. It survives a restart: it knows its block by the cookie alone. It
 * holds the decorators around it, instead of being merged with them, so that it can be told whether ours is the outermost.
 */
public final class BlockLauncherDecorator extends LauncherDecorator implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Cookie cookie;

    @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "a step's context holds what is serializable")
    private final LauncherDecorator around;

    private final boolean putBack;
    private final String savedContainer = UUID.randomUUID().toString();

    private BlockLauncherDecorator(Cookie cookie, LauncherDecorator around, boolean putBack) {
        this.cookie = cookie;
        this.around = around;
        this.putBack = putBack;
    }

    /** For a block's body; {@code around} are the decorators of the steps around it, null for none. */
    public static BlockLauncherDecorator of(Cookie cookie, @CheckForNull LauncherDecorator around) {
        return new BlockLauncherDecorator(cookie, around, false);
    }

    /** For the body of another step within the block, whose decorator has come between the block and its commands. */
    static BlockLauncherDecorator backOn(LauncherDecorator foreign, Cookie cookie) {
        return new BlockLauncherDecorator(cookie, foreign, true);
    }

    /** Tells this body, and the container that it may run in, from others of the block, also after a restart. */
    String savedContainer() {
        return savedContainer;
    }

    /** Whether another step's body within the block uses it: what that step brought, a container, ends with it. */
    boolean isPutBack() {
        return putBack;
    }

    /** Where this body's commands run, given the node's launcher; empty if the block is over. */
    Optional<LaunchTarget> target(Launcher launcher, Node node) {
        return decorate(launcher, node) instanceof BlockLauncher ours ? Optional.of(ours.place()) : Optional.empty();
    }

    @Override
    public Launcher decorate(Launcher launcher, Node node) {
        Launcher inner = around == null ? launcher : around.decorate(launcher, node);
        return Blocks.find(cookie)
                .map(block -> (Launcher) new BlockLauncher(inner, block, block.placeOn(node, inner), this))
                .orElse(inner);
    }
}
