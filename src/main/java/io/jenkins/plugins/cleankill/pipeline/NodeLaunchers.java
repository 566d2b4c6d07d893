package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import java.io.Serializable;

/**
 * Puts a {@link NodeBlock} beneath what other steps make of the launcher: a container, whose processes the agent may not
 * see, goes on killing in its own way, and whoever passes a kill on passes it to us. Others may have merged us into
 * theirs already: the outermost of us counts, so that a command is asked for, and ended, once.
 */
final class NodeLaunchers extends LauncherDecorator implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final ThreadLocal<Boolean> WITHIN = ThreadLocal.withInitial(() -> false);

    @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "a step's decorator is serializable: the step is")
    private final LauncherDecorator others;

    @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "it is a BlockLauncherDecorator")
    private final LauncherDecorator ours;

    /** @param others what was there before, null for nothing */
    NodeLaunchers(LauncherDecorator others, LauncherDecorator ours) {
        this.others = others;
        this.ours = ours;
    }

    @Override
    public Launcher decorate(Launcher launcher, Node node) {
        return WITHIN.get() ? others(launcher, node) : othersAlone(ours.decorate(launcher, node), node);
    }

    private Launcher othersAlone(Launcher launcher, Node node) {
        WITHIN.set(true);
        try {
            return others(launcher, node);
        } finally {
            WITHIN.remove();
        }
    }

    private Launcher others(Launcher launcher, Node node) {
        return others == null ? launcher : others.decorate(launcher, node);
    }
}
