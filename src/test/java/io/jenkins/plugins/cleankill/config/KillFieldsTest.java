package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KillFieldsTest {

    private final KillFields fields = new KillFields();

    static Stream<Arguments> whatCannotBeUsed() {
        return Stream.of(
                refused("softKillSeconds: '0'", fields -> fields.setSoftKillSeconds(0)),
                refused("softKillSeconds: '-1'", fields -> fields.setSoftKillSeconds(-1)),
                refused("ladder: 'FOO 1s'", fields -> fields.setLadder("FOO 1s")),
                refused("ladder: 'TERM 0s'", fields -> fields.setLadder("TERM 0s")),
                refused("delivery: 'everyone'", fields -> fields.setDelivery("everyone")),
                refused("leftovers: 'ignore'", fields -> fields.setLeftovers("ignore")),
                refused("keep: '[a'", fields -> fields.setKeep(List.of("adb", "[a"))),
                refused("onAbortSeconds: '0'", fields -> fields.setOnAbortSeconds(0)));
    }

    private static Arguments refused(String start, Consumer<KillFields> setter) {
        return Arguments.of(start, setter);
    }

    @ParameterizedTest
    @MethodSource("whatCannotBeUsed")
    void refusesByFieldValueAndWhatIsAllowed(String start, Consumer<KillFields> setter) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> setter.accept(fields))
                .withMessageStartingWith(start)
                .withMessageContaining("allowed: ");
    }

    @Test
    void refusesBothWaysToSetTheWindowsInEitherOrder() {
        fields.setLadder("INT 30s");

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> fields.setSoftKillSeconds(60))
                .withMessage("softKillSeconds: '60' is not allowed; allowed: either softKillSeconds or ladder, not both"
                        + " (ladder is 'INT 30s')");

        KillFields other = new KillFields();
        other.setSoftKillSeconds(60);

        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> other.setLadder("INT 30s"));
    }

    @Test
    void whatTheFormLeavesEmptyIsTheDefault() {
        fields.setSoftKillSeconds(null);
        fields.setLadder(" ");
        fields.setDelivery("");
        fields.setLeftovers("");
        fields.setKeep(List.of(""));
        fields.setOnAbort("");
        fields.setOnAbortSeconds(null);

        assertThat(fields).usingRecursiveComparison().isEqualTo(new KillFields());
    }

    @Test
    void globsComeAsAListOrOneALine() {
        fields.setKeep(List.of("adb\r\n {java,javac} \n\n", "*GradleDaemon*"));

        assertThat(fields.getKeep()).containsExactly("adb", "{java,javac}", "*GradleDaemon*");
        assertThat(fields.getKeepText()).isEqualTo("adb\n{java,javac}\n*GradleDaemon*");
    }

    @Test
    void valuesAreKeptInOneSpelling() {
        fields.setLadder("sigint 2m,term 5s");
        fields.setDelivery(" ALL ");
        fields.setLeftovers("Fail");

        assertThat(fields.getLadder()).isEqualTo("INT 120s, TERM 5s");
        assertThat(fields.getDelivery()).isEqualTo("all");
        assertThat(fields.getLeftovers()).isEqualTo("fail");
    }
}
