package io.jenkins.plugins.cleankill.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
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
                        "Aborted by alice",
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
    void aCrowdIsBounded() throws Exception {
        List<ProcessRecord> crowd = LongStream.rangeClosed(1, 2000)
                .mapToObj(pid -> process(pid, pid - 1))
                .toList();

        assertThat(texts(draw(report(crowd)), "text"))
                .contains("and 1500 more processes")
                .hasSizeLessThan(2000);
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

    private static Document draw(TerminationReport report) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(new TimelineSvg().draw(report))));
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
