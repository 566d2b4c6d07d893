package io.jenkins.plugins.cleankill.deadbuilds;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    static String controller() {
        byte[] id = ("clean-kill " + Jenkins.get().getLegacyInstanceId()).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** The fate of the build. */
    static Fate fate(Origin origin) {
        if (!origin.controller().equals(controller())) {
            return Fate.UNKNOWN;
        }
        Run<?, ?> run = find(origin.build());
        if (run == null || run.getTimeInMillis() != origin.begun()) {
            return Fate.UNKNOWN;
        }
        return isOver(run) ? Fate.OVER : Fate.RUNNING;
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
    enum Fate {
        RUNNING,
        OVER,
        /** Deleted, renamed, or another controller's: whether it is over can't be told. */
        UNKNOWN
    }
}
