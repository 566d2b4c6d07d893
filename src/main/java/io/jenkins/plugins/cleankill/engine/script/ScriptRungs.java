package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rungs that the script has climbed. We know what we asked for: the script only tells that it goes on to the next. */
final class ScriptRungs {

    private final Ladder ladder;
    private final List<RungRecord> all = new ArrayList<>();
    private final List<ProcessName> receivers = new ArrayList<>();
    private int before;

    ScriptRungs(Ladder ladder) {
        this.ladder = ladder;
    }

    /** The next one begins; after the last one of the ladder there is none. */
    void next(Duration at) {
        receivers.clear();
        ladder.rungs().stream()
                .skip(all.size() - before)
                .limit(1)
                .map(rung -> new RungRecord(rung.signal(), at, rung.window()))
                .forEach(all::add);
    }

    /** The ladder is climbed anew. */
    void anew() {
        before = all.size();
    }

    /** The one that runs, or ran last. */
    Optional<RungRecord> last() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Whether the first one of the ladder runs. */
    boolean isFirst() {
        return all.size() - before == 1;
    }

    /** The process was sent this rung's signal. */
    void sentTo(ProcessName process) {
        receivers.add(process);
    }

    /** The event of the rung that has begun. */
    TerminationEvent begun(RungRecord rung, int alive) {
        return new TerminationEvent.RungBegun(
                all.size() - before, rung.signal(), List.copyOf(receivers), List.of(), alive, rung.window());
    }

    List<RungRecord> all() {
        return List.copyOf(all);
    }
}
