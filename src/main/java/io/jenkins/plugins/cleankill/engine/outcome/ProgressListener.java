package io.jenkins.plugins.cleankill.engine.outcome;

/** Hears of a termination's progress, in the thread that does the work. An exception from it is a defect of its own. */
@FunctionalInterface
public interface ProgressListener {

    void on(TerminationEvent event);
}
