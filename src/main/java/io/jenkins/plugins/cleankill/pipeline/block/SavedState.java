package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.EnvVars;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import java.util.Map;
import java.util.Set;

/** The state of a block that runs. A change that is made here is saved, for the next start of the controller. */
final class SavedState {

    private final BlockState state;
    private final Runnable save;

    /** @param save writes the whole state, from whichever thread has changed it */
    SavedState(BlockState state, Runnable save) {
        this.state = state;
        this.save = save;
    }

    /** The state, to be read. */
    BlockState known() {
        return state;
    }

    /** Whether it is the first time that the block uses the node. */
    boolean addNode(String node) {
        boolean first = state.addNode(node);
        saveIf(first);
        return first;
    }

    /** The variables hold secrets, bound for a step of the block. */
    void addSecrets(Set<String> variables, EnvVars values) {
        saveIf(state.secrets().add(variables, values));
    }

    /** A termination has begun of which no end is known; the steps, by their flow nodes' ids, were stopped for these causes. */
    void begun(TerminationKey key, TerminationOrder order, Map<String, Throwable> causes) {
        state.stopped(causes);
        state.begun(key, order);
        save.run();
    }

    void ended(TerminationKey key) {
        state.ended(key);
        save.run();
    }

    /** More steps were stopped, for which a termination runs already. */
    void stopped(Map<String, Throwable> causes) {
        state.stopped(causes);
        save.run();
    }

    private void saveIf(boolean changed) {
        if (changed) {
            save();
        }
    }

    /** A part of it was changed. */
    void save() {
        save.run();
    }
}
