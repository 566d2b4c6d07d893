package io.jenkins.plugins.cleankill.container;

import hudson.Launcher;
import java.util.Map;

/** Tells launchers that start commands on the node itself from those that bring them to a place of their own. */
public final class ContainerLaunchers {

    private ContainerLaunchers() {}

    /** A launcher of ours, whose {@code kill} says nothing about where its commands run. */
    public interface Transparent {}

    /**
     * Whether its commands run in a container: one launcher in the chain has a {@code kill} of its own, as Docker's and
     * Kubernetes' have, since Jenkins' would not reach what they start.
     */
    public static boolean isOne(Launcher launcher) {
        Launcher at = launcher;
        while (at instanceof Launcher.DecoratedLauncher decorated) {
            if (!(at instanceof Transparent) && killsByItself(decorated)) {
                return true;
            }
            at = decorated.getInner();
        }
        return false;
    }

    private static boolean killsByItself(Launcher.DecoratedLauncher launcher) {
        try {
            Class<?> declaring =
                    launcher.getClass().getMethod("kill", Map.class).getDeclaringClass();
            return declaring != Launcher.DecoratedLauncher.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
