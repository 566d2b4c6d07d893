package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.Hook;
import io.jenkins.plugins.cleankill.controller.AfterKill;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** On which nodes a block's command for after the last process is due. */
final class AfterKills {

    @CheckForNull
    private final Hook hook;

    private final Map<String, AfterKill> byNode = new ConcurrentHashMap<>();

    AfterKills(@CheckForNull Hook hook) {
        this.hook = hook;
    }

    /** A termination on that node is over; empty if what came of it is not known. */
    void note(String node, TerminationOrder order, Optional<TerminationReport> report) {
        byNode.computeIfAbsent(node, name -> new AfterKill(hook)).note(order, report);
    }

    /** What is due, by node; the next call finds only what has become due meanwhile. */
    Map<String, AfterKill.Due> take() {
        Map<String, AfterKill.Due> due = new HashMap<>();
        byNode.forEach((node, each) -> each.take().ifPresent(found -> due.put(node, found)));
        return due;
    }
}
