package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Observer;
import io.jenkins.plugins.cleankill.engine.plan.RungPlanner;
import io.jenkins.plugins.cleankill.engine.plan.RungView;
import io.jenkins.plugins.cleankill.engine.plan.Treatment;
import io.jenkins.plugins.cleankill.engine.plan.Window;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import java.time.Duration;
import java.util.Map;

/** Tells by which row of the table, and by which evidence, a process would be treated now. Nothing is signalled. */
public final class Forecast {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private Forecast() {}

    /**
     * The row and the evidence in words.
     *
     * @param members the process and its relatives, with their details
     */
    public static String of(OperatingSystem system, Members members, ProcessInfo process, Signal signal) {
        Moment now = system.processes().now();
        Treatment treatment = RungPlanner.of(Delivery.STRUCTURED, system.hidesDispositions())
                .plan(new RungView(
                        members,
                        signal,
                        new Window(true, Duration.ZERO, WINDOW, now),
                        Map.of(),
                        new Findings(system.evidence(), members),
                        Duration.ZERO,
                        now,
                        new Observer(system.processes().ownPid(), system.adoptsOrphans())))
                .treatments()
                .get(process.identity());
        return treatment == null
                ? "looked at again: it is just being started"
                : treatment.row().title() + ": " + treatment.words();
    }
}
