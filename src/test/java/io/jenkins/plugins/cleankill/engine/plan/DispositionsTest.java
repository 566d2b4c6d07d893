package io.jenkins.plugins.cleankill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispositionsTest {

    private static final SignalSets IGNORING = SignalSets.DEFAULT.ignoring(Signal.TERM);
    private static final ProcessInfo SHELL = process(7, 1, "sh").with(details("/bin/dash", IGNORING));

    @Test
    void aShellIsInteractiveIfWhatItStartsDoesNotIgnoreTheSignal() {
        assertThat(isInteractive(process(8, 7, "tool").with(details("/bin/tool", SignalSets.DEFAULT))))
                .isTrue();
    }

    /** {@code trap '' TERM} is inherited. */
    @Test
    void aShellIsNotIfItsScriptWantsTheSignalToBeIgnored() {
        assertThat(isInteractive(process(8, 7, "sleep").with(details("/bin/sleep", IGNORING))))
                .isFalse();
    }

    /** It was there when the processes were listed, and gone when its signals were to be read. */
    @Test
    void aChildThatHasJustEndedTellsNothing() {
        assertThat(isInteractive(process(8, 7, "sleep"))).isFalse();
    }

    private static boolean isInteractive(ProcessInfo child) {
        List<ProcessInfo> processes = List.of(SHELL, child);
        Family family = new Family(new Members(new ProcessTable(processes, 200), processes, Map.of(), List.of()));
        return new Dispositions(family, Signal.TERM, Evidence.NONE).isInteractive(SHELL);
    }

    private static ProcessInfo process(long pid, long parent, String name) {
        return new ProcessInfo(
                new ProcessIdentity(pid, 100), parent, ProcessState.SLEEPING, name, Environment.of(Map.of()));
    }

    private static ProcessDetails details(String executable, SignalSets signals) {
        return ProcessDetails.of(executable, signals, List.of(), executable);
    }
}
