package io.jenkins.plugins.cleankill.controller;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Executor;
import hudson.model.Run;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;

/** The causes of a build's interruption, as far as it knows them. */
public final class Interruption {

    /** Causes may form a loop. */
    private static final int DEPTH = 20;

    private Interruption() {}

    /** The causes, none if there was no interruption. The executor tells them to the build, and then forgets them. */
    public static List<CauseOfInterruption> causes(Run<?, ?> build) {
        Executor executor = build.getExecutor();
        if (executor != null && !executor.getCausesOfInterruption().isEmpty()) {
            return List.copyOf(executor.getCausesOfInterruption());
        }
        InterruptedBuildAction interruption = build.getAction(InterruptedBuildAction.class);
        return interruption == null ? List.of() : interruption.getCauses();
    }

    /**
     * The same, less those of interruptions that were over when it was asked for the latest one.
     *
     * @param before the {@link #latest} interruption then, null if there was none
     */
    public static List<CauseOfInterruption> causesSince(Run<?, ?> build, @CheckForNull Object before) {
        Executor executor = build.getExecutor();
        boolean interruptedNow =
                executor != null && !executor.getCausesOfInterruption().isEmpty();
        return interruptedNow || latest(build) != before ? causes(build) : List.of();
    }

    /** The build's latest interruption that left a cause, null if there was none: every further one is another object. */
    @CheckForNull
    public static Object latest(Run<?, ?> build) {
        return build.getAction(InterruptedBuildAction.class);
    }

    /** The first cause as Jenkins puts it, {@code Aborted by alice}, or that text if there is none. */
    public static String text(List<CauseOfInterruption> causes, String otherwise) {
        return causes.isEmpty() ? otherwise : causes.get(0).getShortDescription();
    }

    /** Whether the failure is an interrupt in the guise that Jenkins' launchers, and remoting, give it. */
    public static boolean isBehind(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEPTH)
                .anyMatch(each -> each instanceof InterruptedException || each instanceof InterruptedIOException);
    }
}
