package io.jenkins.plugins.cleankill.engine.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private static final String CONTROLLER = "0123456789abcdef";

    private static Settings settings(LeftoverPolicy policy, String... globs) {
        return new Settings(Ladder.DEFAULT, Delivery.ALL, policy, new KeepPatterns(List.of(globs)), false, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job#1", "a folder/an/other job#12", "$HOME %PATH% ${X}#3", "ä:ö\nü\u001b[31m#4", "a#b#5"})
    void comesBackAsItWent(String build) {
        Origin origin = new Origin(CONTROLLER, 1_700_000_000_000L, build);

        assertThat(Origin.parse(origin.text())).contains(origin);
        assertThat(origin.text()).matches("[\\w:.*+%-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "job#1", "0123456789abcdef:1", "0123456789abcdef:x:job", "0123456789abcdef:1:%", "XY:1:a"})
    void whatIsNoneOfOursIsNobodys(String text) {
        assertThat(Origin.parse(text)).isEmpty();
    }

    @Test
    void tellsWhatIsMeantToOutliveTheBuild() {
        Origin origin = new Origin(CONTROLLER, 1, "job#1");

        assertThat(kept(origin.asVariables(settings(LeftoverPolicy.KILL)))).isEmpty();
        assertThat(kept(origin.asVariables(settings(LeftoverPolicy.FAIL, "adb", "*Gradle, Daemon*"))))
                .containsExactly("adb", "*Gradle, Daemon*");
        assertThat(kept(origin.asVariables(settings(LeftoverPolicy.REPORT)))).containsExactly("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%5B", "a,,b"})
    void keepsEverythingWhereItCanNotBeRead(String text) {
        assertThat(kept(Map.of(Origin.KEEP, text))).contains("*");
    }

    @Test
    void keepsEverythingWhereTheGlobsAreTooMany() {
        assertThat(kept(Map.of(Origin.KEEP, "a,".repeat(60_000) + "b"))).containsExactly("*");
    }

    private static List<String> kept(Map<String, String> variables) {
        return Origin.keptBy(Environment.of(variables));
    }
}
