package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.agent.Interruption;
import io.jenkins.plugins.cleankill.agent.Place;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.OnAbortRecord;
import java.util.List;
import jenkins.model.CauseOfInterruption;

/**
 * What is known of a block as long as it runs.
 *
 * @param run the build
 * @param mark what its processes carry
 * @param part where in the build it stands, in words
 * @param effective its settings
 * @param underTimeout whether a {@code timeout} is around it
 * @param state what it must know again after a restart
 * @param save keeps the state, which has changed
 */
record BlockContext(
        Run<?, ?> run,
        Cookie mark,
        String part,
        ResolvedSettings effective,
        boolean underTimeout,
        BlockState state,
        Runnable save) {

    BlockReports reports() {
        return new BlockReports(run, state.secrets());
    }

    /** Everything in the block. */
    Scope scope() {
        return Scope.of(mark);
    }

    boolean isInterruptedBySomebody() {
        return !Interruption.causes(run).isEmpty();
    }

    /**
     * The order to end what the key is about, for the causes that the build knows by now.
     *
     * @param onAbort what the user's command did before, null if there was none
     */
    TerminationOrder abort(TerminationKey key, @CheckForNull OnAbortRecord onAbort) {
        List<CauseOfInterruption> causes = Interruption.causes(run);
        String cause = Interruption.text(causes, "Stopped");
        TerminationOrder order = TerminationOrder.abort(cause, Scope.of(mark, key.variables()), effective.settings())
                .in(Place.within(part, key.node()))
                .after(onAbort);
        state.begun(key, order, causes);
        save.run();
        return order;
    }

    void ended(TerminationKey key) {
        state.ended(key);
        save.run();
    }
}
