package io.jenkins.plugins.cleankill.engine.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class TimelineSvgTest {

    @Test
    void hasEveryProcessUnderItsParent() throws Exception {
        assertThat(texts(draw(Reports.full()), "text"))
                .containsSubsequence("sh (4700)", "terraform (4711)", "adb (4900)", "sudo (4901)", "tee (4712)");
    }

    @Test
    void tellsSignalsRungsAndEndings() throws Exception {
        Document picture = draw(Reports.full());

        assertThat(texts(picture, "title"))
                .contains(
                        "Aborted by alice, stage Deploy, on agent-1",
                        "SIGINT at 0.0 s, window 10 s",
                        "SIGSTOP at 0.002 s",
                        "SIGKILL at 15 s",
                        "SIGTERM at 10 s: not permitted",
                        "sudo (4901) left: belongs to another user (uid 0), not permitted");
        assertThat(texts(picture, "desc"))
                .containsExactly("Over after 15.1 s: 3 ended by themselves, 1 killed, 1 kept, 1 left."
                        + " Ladder: INT 10s, TERM 5s");
        assertThat(texts(picture, "text")).contains("INT 10 s", "TERM 5 s", "0 s", "14 s", "ended after 9.2 s");
    }

    @Test
    void nastyNamesAreTextAndNothingElse() throws Exception {
        Document picture = draw(Reports.full());

        assertThat(picture.getElementsByTagNameNS("*", "script").getLength()).isZero();
        assertThat(texts(picture, "title")).anyMatch(title -> title.contains("</text><script>\\u202e"));
    }

    @Test
    void nobodyIsLostWhereParentsGoRound() throws Exception {
        assertThat(texts(draw(report(List.of(process(7, 8), process(8, 7), process(9, 9)))), "text"))
                .contains("x (7)", "x (8)", "x (9)");
    }

    @Test
    void aChainOfThousandsIsBounded() throws Exception {
        List<ProcessRecord> chain = LongStream.rangeClosed(1, 10_000)
                .mapToObj(pid -> process(pid, pid - 1))
                .toList();

        assertThat(texts(draw(report(chain)), "text"))
                .contains("x (1)", "x (120)", "and 9880 more processes")
                .hasSizeLessThan(300);
    }

    @Test
    void aLoopOfShortCommandsIsOneRow() throws Exception {
        List<ProcessRecord> loop = Stream.concat(
                        Stream.of(process(1, 0)),
                        LongStream.rangeClosed(2, 10_000).mapToObj(pid -> ended(pid, "sleep")))
                .toList();

        String picture = new TimelineSvg().draw(report(loop));

        assertThat(picture).hasSizeLessThan(20_000);
        assertThat(texts(parse(picture), "text"))
                .contains("x (1)", "9999 \u00d7 sleep", "all ended, the last after 10.0 s")
                .noneMatch(text -> text.contains("more process"));
    }

    @Test
    void tenThousandDifferentOnesAreBoundedAndThoseLeftAreShown() throws Exception {
        List<ProcessRecord> crowd = Stream.concat(
                        LongStream.rangeClosed(1, 9_999).mapToObj(pid -> ended(pid, "cc" + pid)),
                        Stream.of(process(10_000, 1)))
                .toList();

        String picture = new TimelineSvg().draw(report(crowd));

        assertThat(picture).hasSizeLessThan(100_000);
        assertThat(texts(parse(picture), "text")).contains("x (10000)", "and 9880 more processes");
    }

    @Test
    void onAPageItHasNoStyleAndIdsOfItsOwn() throws Exception {
        String picture = new TimelineSvg().drawForPage(Reports.full(), "picture-7");

        assertThat(picture)
                .startsWith("<svg")
                .contains("class=\"clean-kill-timeline\"", "aria-labelledby=\"picture-7-title picture-7-desc\"")
                .contains("id=\"picture-7-title\"", "id=\"picture-7-desc\"", "url(#picture-7-frozen)")
                .doesNotContain("<style", "style=", "id=\"title\"");
        assertThat(texts(parse(picture), "text")).contains("terraform (4711)");
    }

    @Test
    void nobodyIsAPictureToo() throws Exception {
        assertThat(texts(draw(report(List.of())), "text")).contains("0 s", "0.1 s");
    }

    @Test
    void ticksAreRoundAndFew() {
        for (long millis = 1; millis < 40_000_000; millis = millis * 3 + 1) {
            List<Duration> ticks = new TimelineScale(0, 100, Duration.ofMillis(millis)).ticks();

            assertThat(ticks).hasSizeBetween(2, 12).startsWith(Duration.ZERO);
        }
    }

    private static TerminationReport report(List<ProcessRecord> processes) {
        return new TerminationReport(
                "x", Settings.DEFAULT, new Outcome(Instant.EPOCH, Duration.ZERO, List.of(), processes, List.of()));
    }

    private static ProcessRecord process(long pid, long parent) {
        return new ProcessRecord(
                pid,
                parent,
                "x",
                List.of(),
                Membership.COOKIE,
                Duration.ZERO,
                List.of(),
                List.of(),
                Ending.LEFT,
                null,
                null);
    }

    private static ProcessRecord ended(long pid, String command) {
        return new ProcessRecord(
                pid,
                1,
                command,
                List.of(),
                Membership.COOKIE,
                Duration.ofMillis(pid),
                List.of(),
                List.of(),
                Ending.ENDED,
                Duration.ofMillis(pid),
                null);
    }

    private static Document draw(TerminationReport report) throws Exception {
        return parse(new TimelineSvg().draw(report));
    }

    private static Document parse(String picture) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(picture)));
    }

    private static List<String> texts(Document picture, String element) {
        NodeList nodes = picture.getElementsByTagNameNS("http://www.w3.org/2000/svg", element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
