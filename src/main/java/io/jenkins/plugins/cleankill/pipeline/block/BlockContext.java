package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.BuildLocation;
import io.jenkins.plugins.cleankill.controller.Interruption;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import java.time.Duration;
import java.util.List;
import jenkins.model.CauseOfInterruption;

/**
 * The facts of a block that are known when it begins, and do not change while it runs.
 *
 * @param run the build
 * @param cookie the cookie that its processes carry
 * @param step the id of its flow node
 * @param part where in the build it stands, in words
 * @param effective its settings
 * @param underTimeout whether a {@code timeout} is around it
 * @param before the build's latest interruption when the block began, null if there was none
 */
public record BlockContext(
        Run<?, ?> run,
        Cookie cookie,
        String step,
        String part,
        ResolvedSettings effective,
        boolean underTimeout,
        @CheckForNull Object before) {

    /** All processes of the block. */
    Scope scope() {
        return Scope.of(cookie);
    }

    /** The causes that the build knows by now, of interruptions since the block has begun; none if there was none. */
    List<CauseOfInterruption> causes() {
        return Interruption.causesSince(run, before);
    }

    /** How long a stopped step may need to its end: the user's command, the windows, and what an agent's answer may take. */
    Duration longestStop() {
        return effective
                .longest()
                .plus(AnswerLimit.TO_KILL)
                .plus(AnswerLimit.margin().multipliedBy(2));
    }

    /**
     * The order to end what the key is about.
     *
     * @param causes why, as far as that is known
     * @param onAbort the outcome of the user's command before, null if there was none
     */
    TerminationOrder abort(TerminationKey key, List<CauseOfInterruption> causes, @CheckForNull HookRecord onAbort) {
        return TerminationOrder.abort(
                        Interruption.text(causes, "Stopped"), Scope.of(cookie, key.variables()), effective.settings())
                .in(BuildLocation.within(part, key.node()))
                .after(onAbort);
    }

    /** The order to end the processes on a node that have such names. */
    TerminationOrder named(NamePatterns names, String node) {
        return TerminationOrder.named(names, "endProcesses " + names, scope(), effective.settings())
                .in(BuildLocation.within(part, node));
    }

    /** That order, in this block, on that node. */
    TerminationOrder in(String node, TerminationOrder order) {
        return order.in(BuildLocation.within(part, node));
    }

    /** The order to treat what is still alive, as the policy for leftovers says. */
    TerminationOrder leftovers(String cause, String node) {
        return TerminationOrder.leftovers(cause, scope(), effective.settings()).in(BuildLocation.within(part, node));
    }
}
