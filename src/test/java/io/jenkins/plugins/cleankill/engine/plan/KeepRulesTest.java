package io.jenkins.plugins.cleankill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeepRulesTest {

    private static final ProcessInfo ADB = adb(Map.of("BUILD_ID", "dontKillMe"));

    private static ProcessInfo adb(Map<String, String> variables) {
        return new ProcessInfo(new ProcessIdentity(7, 70), 1, ProcessState.SLEEPING, "adb", Environment.of(variables));
    }

    @Test
    void aMarkCountsBeforeAGlobAndAGlobBeforeAVeto() {
        KeepPatterns globs = new KeepPatterns(List.of("a*"));
        Veto veto = process -> Optional.of("vetoed by Politeness");

        assertThat(new KeepRules(Scope.DONT_KILL_ME, globs, veto).reason(ADB))
                .contains("BUILD_ID=dontKillMe in its environment");
        assertThat(new KeepRules(List.of(), globs, veto).reason(ADB)).contains("keep: a*");
        assertThat(new KeepRules(List.of(), KeepPatterns.NONE, veto).reason(ADB))
                .contains("vetoed by Politeness");
    }

    @Test
    void otherwiseItIsNotKept() {
        KeepRules rules = new KeepRules(Scope.DONT_KILL_ME, new KeepPatterns(List.of("b*")), Veto.NONE);

        assertThat(rules.reason(adb(Map.of("BUILD_ID", "42")))).isEmpty();
    }

    @Test
    void aVetoIsAskedOnceForAProcess() {
        List<ProcessInfo> asked = new ArrayList<>();
        KeepRules rules = new KeepRules(List.of(), KeepPatterns.NONE, process -> {
            asked.add(process);
            return Optional.empty();
        });

        rules.reason(ADB);
        rules.reason(ADB);

        assertThat(asked).containsExactly(ADB);
    }
}
