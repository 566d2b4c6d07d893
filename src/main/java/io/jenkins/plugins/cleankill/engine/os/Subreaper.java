package io.jenkins.plugins.cleankill.engine.os;

import java.util.concurrent.Future;

/**
 * This process as the heir of its descendants: whichever of them loses its parent becomes a child of ours, and not of
 * pid 1. See PR_SET_CHILD_SUBREAPER in prctl(2).
 */
public interface Subreaper {

    /**
     * From now on the exit status of every inherited child that ends is collected, so that none stays a zombie. A child
     * that this JVM has started is the JVM's to collect: it shares our session, or it is this one.
     *
     * <p>It begins when COMMAND was started; its thread is there before, since afterwards there may be none to be had.
     *
     * @param ownChild the pid of a child of this JVM that leads a session of its own
     */
    void collectAllBut(Future<Long> ownChild);
}
