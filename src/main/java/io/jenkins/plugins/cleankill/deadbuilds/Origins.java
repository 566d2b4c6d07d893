package io.jenkins.plugins.cleankill.deadbuilds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** The builds of this controller, as their processes name them. */
public final class Origins {

    private static final int DIGITS = 32;

    private Origins() {}

    /** The origin that the build's processes carry. */
    public static Origin of(Run<?, ?> run) {
        return new Origin(controller(), run.getTimeInMillis(), run.getExternalizableId());
    }

    /** Names this controller, and does not tell the id that it is made from. */
    public static String controller() {
        byte[] id = ("clean-kill " + Jenkins.get().getLegacyInstanceId()).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** The fate of the build, whatever the user may see. */
    public static Fate fate(Origin origin) {
        Run<?, ?> run = run(origin);
        if (run == null) {
            return isRunningUnderAnotherName(origin) ? Fate.RUNNING : Fate.UNKNOWN;
        }
        return isOver(run) ? Fate.OVER : Fate.RUNNING;
    }

    /** The build, whether the present user may see it or not; null if it is not known any more, or another controller's. */
    @CheckForNull
    public static Run<?, ?> run(Origin origin) {
        if (!origin.controller().equals(controller())) {
            return null;
        }
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            Run<?, ?> run = find(origin.build());
            return run == null || run.getTimeInMillis() != origin.begun() ? null : run;
        }
    }

    /** A job may be renamed, or moved, while its build runs: the executors know the build by its begin. */
    private static boolean isRunningUnderAnotherName(Origin origin) {
        return origin.controller().equals(controller())
                && Arrays.stream(Jenkins.get().getComputers())
                        .flatMap(computer ->
                                Stream.concat(computer.getExecutors().stream(), computer.getOneOffExecutors().stream()))
                        .anyMatch(executor -> isAt(origin, executor.getCurrentExecutable()));
    }

    private static boolean isAt(Origin origin, @CheckForNull Queue.Executable executable) {
        for (Queue.Executable part = executable; part != null; part = part.getParentExecutable()) {
            if (part instanceof Run<?, ?> run && run.getTimeInMillis() == origin.begun()) {
                return true;
            }
        }
        return false;
    }

    static Run<?, ?> find(String build) {
        try {
            return Run.fromExternalizableId(build);
        } catch (IllegalArgumentException ignored) {
            // No name of a build: a script has made it up.
            return null;
        }
    }

    /** A build may say that it is over while the last of its work goes on: its executor knows. */
    private static boolean isOver(Run<?, ?> run) {
        return !run.isBuilding() && !run.hasntStartedYet() && !run.isLogUpdated() && run.getExecutor() == null;
    }

    /** The fate of a build. */
    public enum Fate {
        RUNNING,
        OVER,
        /** Deleted, renamed, or another controller's: whether it is over can't be told. */
        UNKNOWN
    }
}
