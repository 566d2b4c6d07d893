package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import io.jenkins.plugins.cleankill.container.ContainerRoute;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts a block between its steps and their launchers. The decorator survives a restart: it knows its block by the
 * cookie alone. It holds the decorators around it, instead of being merged with them, so that it can be told whether
 * ours is the outermost.
 */
public final class BlockLauncherDecorator extends LauncherDecorator implements ContainerRoute {

    private static final long serialVersionUID = 1L;

    private final Cookie cookie;

    @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "a step's context holds what is serializable")
    private final LauncherDecorator around;

    private final boolean putBack;
    private final String id = UUID.randomUUID().toString();

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

    @Override
    public String id() {
        return id;
    }

    /** Where another step's body within the block uses the decorator: that step's container ends with the step. */
    @Override
    public boolean endsWithStep() {
        return putBack;
    }

    @Override
    public Optional<Launcher> launcher(Launcher launcher, Node node) {
        return decorate(launcher, node) instanceof BlockLauncher ours ? Optional.of(ours.plain()) : Optional.empty();
    }

    @Override
    public Launcher decorate(Launcher launcher, Node node) {
        Launcher inner = around == null ? launcher : around.decorate(launcher, node);
        return Blocks.find(cookie)
                .map(block -> (Launcher) new BlockLauncher(inner, block, block.placeOn(node, inner), this))
                .orElse(inner);
    }
}
