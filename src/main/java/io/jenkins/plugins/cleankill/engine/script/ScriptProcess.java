package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.explain.Reason;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessHistory;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.List;

/** The facts that the script has told of one process. */
final class ScriptProcess {

    private static final int MOST_SIGNALS = 100;

    private final ProcessIdentity identity;
    private final long parent;
    private final String command;
    private final ProcessHistory history;

    ScriptProcess(ProcessIdentity identity, long parent, Membership membership, String command, Duration firstSeen) {
        this.identity = identity;
        this.parent = parent;
        this.command = command;
        this.history = new ProcessHistory(membership, firstSeen);
    }

    ProcessIdentity identity() {
        return identity;
    }

    ProcessName name() {
        return new ProcessName(identity.pid(), command);
    }

    boolean isAlive() {
        return history.isAlive() && !history.isKept();
    }

    /** A script that tells too much is not believed for ever. */
    void sent(Signal signal, SignalSender.Result result, Duration at) {
        if (history.results().size() == MOST_SIGNALS) {
            return;
        }
        history.signalled(signal, result, at);
        if (result == SignalSender.Result.NOT_PERMITTED) {
            history.explain(Reason.notPermitted().text());
        }
        if (signal == Signal.STOP) {
            history.frozen(at);
        } else if (signal == Signal.CONT) {
            history.thawed(at);
        }
    }

    void explain(String reason) {
        if (!history.results().contains(SignalSender.Result.NOT_PERMITTED)) {
            history.explain(reason);
        }
    }

    void keep(String reason) {
        history.keep(reason);
    }

    void ended(Duration at) {
        history.ended(at);
    }

    ProcessRecord record(Duration now) {
        return history.close(identity.pid(), parent, command, List.of(), now);
    }
}
