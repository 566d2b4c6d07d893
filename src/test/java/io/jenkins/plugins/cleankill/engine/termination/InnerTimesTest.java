package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.fake.FakeProcess;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The usual window is 15 s. */
class InnerTimesTest extends FakeMachineTestBase {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout -k 60 600 make|-k|60",
                "/usr/bin/timeout -s INT -k5m 600 make|-k|300",
                "timeout --kill-after=2h 600 make|--kill-after|7200",
                "timeout --foreground --kill-after 1d 600 make|--kill-after|86400",
                "timeout -k 0.5s 600 make|-k|0",
                "/usr/bin/python3 /usr/bin/gunicorn --graceful-timeout 40 app|--graceful-timeout|40",
                "uvicorn --timeout-graceful-shutdown=45 app|--timeout-graceful-shutdown|45",
            })
    void theTimeThatTheArgumentsGive(String words, String option, long seconds) {
        assertThat(InnerTimes.of(CommandLine.of(words.split(" ")))).contains(new InnerTimes.Inner(option, seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout 600 tool -k 60",
                "timeout 600 gunicorn --graceful-timeout 60",
                "timeout -k",
                "timeout -k soon 600 make",
                "sort -k 60 file",
                "gunicorn --graceful-timeout",
                "gunicorn --graceful-timeout=",
                "gunicorn --graceful-timeout 99999999999999999999",
            })
    void argumentsThatGiveNone(String words) {
        assertThat(InnerTimes.of(CommandLine.of(words.split(" ")))).isEqualTo(Optional.empty());
    }

    @Test
    void windowsThatAreShorterAreTold() throws IOException {
        FakeProcess script = main("script");
        child(script, "timeout").arguments("timeout", "-k", "60", "600", "make");
        child(script, "timeout").arguments("timeout", "-k", "15", "600", "make");

        List<String> remarks = terminate().remarks();

        assertThat(remarks)
                .singleElement()
                .asString()
                .matches("The windows, 15 s together, are shorter than the 60 s that timeout \\(\\d+\\) gives what it"
                        + " runs \\(-k\\)");
    }

    @Test
    void aServersForksHaveItsArguments() throws IOException {
        FakeProcess server = main("gunicorn").arguments("gunicorn", "--graceful-timeout", "30", "app");
        child(server, "gunicorn").arguments("gunicorn", "--graceful-timeout", "30", "app");
        child(server, "gunicorn").arguments("gunicorn", "--graceful-timeout", "30", "app");

        assertThat(terminate().remarks()).singleElement().asString().contains("30 s that gunicorn (");
    }

    @Test
    void aTitleTellsNothing() {
        assertThat(InnerTimes.of(CommandLine.title("gunicorn --graceful-timeout 60")))
                .isEmpty();
    }
}
