package io.jenkins.plugins.cleankill.engine.os.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parsers, fed with text that a kernel wrote or could write. */
class KernelFilesTest {

    private static final String AFTER_NAME =
            " S 4242 4711 4000 34816 4711 4194304 100 0 0 0 1 2 0 0 20 0 3 0 987654 8192 "
                    + "55 18446744073709551615 1 2 3 0 0 0 0 4096 16386 0 0 0 17 1 0 0 0 0 0 5 6 7 8 9 1000 1234 0\n";

    @ParameterizedTest
    @ValueSource(strings = {"sh", "a b", "a) S 1 (b", "new\nline", ")", "", "ünï"})
    void nameOfAnyKindIsRead(String name) throws IOException {
        StatFile stat = stat("4711 (" + name + ")" + AFTER_NAME);

        assertThat(stat.name()).isEqualTo(name);
        assertThat(stat.identity()).isEqualTo(new ProcessIdentity(4711, 987654));
        assertThat(stat.state()).isEqualTo(ProcessState.SLEEPING);
        assertThat(stat.parent()).isEqualTo(4242);
        assertThat(stat.group()).isEqualTo(4711);
        assertThat(stat.session()).isEqualTo(4000);
        assertThat(stat.threads()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "4711 (sh", "4711 (sh)", "4711 (sh) S", "4711 (sh) S 1 2 3", "x (sh) S 1 2 3"})
    void statThatIsCutOffIsAnError(String text) {
        assertThatThrownBy(() -> stat(text)).isInstanceOf(IOException.class);
    }

    @Test
    void environmentKeepsWhatGetenvWouldSee() {
        assertThat(environ("A=1\0B=x=y\0A=2\0novalue\0=odd\0EMPTY=\0LAST=cut"))
                .isEqualTo(Map.of("A", "1", "B", "x=y", "EMPTY", "", "LAST", "cut"));
        assertThat(environ("")).isEmpty();
        assertThat(environ("\0\0\0")).isEmpty();
    }

    @Test
    void bytesThatAreNoTextDoNotHideTheOthers() {
        byte[] bytes = "BAD=\u00ff\u00fe\0GOOD=yes\0".getBytes(ISO_8859_1);

        assertThat(EnvironFile.parse(bytes, bytes.length))
                .containsEntry("GOOD", "yes")
                .containsKey("BAD");
    }

    @Test
    void statusTellsSignalsUserTracerAndInnermostPid() {
        StatusFile status = StatusFile.parse("Name:\tx\\nSigCgt:\tffffffffffffffff\nUid:\t0\t1000\t0\t0\n"
                + "TracerPid:\t77\nNSpid:\t4711\t12\nSigBlk:\t0000000000000200\nSigIgn:\t0000000000000001\n"
                + "SigCgt:\t0000000000004000\n");

        assertThat(status.signals().of(Signal.TERM)).isEqualTo(Disposition.CAUGHT);
        assertThat(status.signals().of(Signal.HUP)).isEqualTo(Disposition.IGNORED);
        assertThat(status.signals().of(Signal.USR1)).isEqualTo(Disposition.BLOCKED);
        assertThat(status.user()).hasValue(1000);
        assertThat(status.tracer()).hasValue(77);
        assertThat(status.innermostPid()).hasValue(12);
    }

    @Test
    void statusThatIsCutOffIsEmptyWhereItEnds() {
        StatusFile status = StatusFile.parse("Name:\tsh\nTracerPid:\t0\nNSpid:\t5\nUid:\t0");

        assertThat(status.user()).isEmpty();
        assertThat(status.tracer()).isEmpty();
        assertThat(status.innermostPid()).isEmpty();
        assertThat(status.signals().of(Signal.TERM)).isEqualTo(Disposition.DEFAULT);
    }

    @Test
    void uptimeIsInTicks() throws IOException {
        assertThat(UptimeFile.parse("12345.67 99.00\n")).isEqualTo(1234567);
        assertThatThrownBy(() -> UptimeFile.parse("")).isInstanceOf(IOException.class);
    }

    private static StatFile stat(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        return StatFile.parse(bytes, bytes.length);
    }

    private static Map<String, String> environ(String text) {
        return EnvironFile.parse(text.getBytes(UTF_8), text.length());
    }
}
