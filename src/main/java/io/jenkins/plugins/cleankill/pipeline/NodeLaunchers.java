package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import java.io.Serializable;

/**
 * Puts a {@link NodeBlock} around what other steps have made of the launcher. Those may have merged us into theirs
 * already: the outermost of us counts, so that a command is asked for, and ended, once.
 */
final class NodeLaunchers extends LauncherDecorator implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final ThreadLocal<Boolean> WITHIN = ThreadLocal.withInitial(() -> false);

    @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "a step's decorator is serializable: the step is")
    private final LauncherDecorator inner;

    private final BlockLauncherDecorator ours;

    /** @param inner what was there before, null for nothing */
    NodeLaunchers(LauncherDecorator inner, BlockLauncherDecorator ours) {
        this.inner = inner;
        this.ours = ours;
    }

    @Override
    public Launcher decorate(Launcher launcher, Node node) {
        return WITHIN.get() ? decorateInner(launcher, node) : ours.decorate(decorateAlone(launcher, node), node);
    }

    private Launcher decorateAlone(Launcher launcher, Node node) {
        WITHIN.set(true);
        try {
            return decorateInner(launcher, node);
        } finally {
            WITHIN.remove();
        }
    }

    private Launcher decorateInner(Launcher launcher, Node node) {
        return inner == null ? launcher : inner.decorate(launcher, node);
    }
}
