package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SocketPairsTest {

    /** Its standard input and output become the two ends of a socket pair. */
    private static final String PERL = """
            use Socket;
            socketpair(my $r, my $w, AF_UNIX, SOCK_STREAM, 0) or die;
            if ($ARGV[0] eq 'one-way') { shutdown($w, 0); shutdown($r, 1); }
            open my $out, '>&', STDOUT;
            open STDIN, '<&', $r;
            open STDOUT, '>&', $w;
            syswrite $out, "ready\\n";
            sleep 1000 while 1;
            """;

    @Test
    void aPairThatWasShutDownToOneDirectionIsAPipe() throws IOException {
        List<PipeEnd> ends = standardStreams("one-way");

        assertThat(ends).extracting(PipeEnd::descriptor).containsExactlyInAnyOrder(0, 1);
        assertThat(ends).extracting(PipeEnd::pipe).containsOnly(ends.get(0).pipe());
        assertThat(ends)
                .allSatisfy(
                        end -> assertThat(end.access()).isEqualTo(end.descriptor() == 0 ? Access.READ : Access.WRITE));
    }

    @Test
    void aPairForBothDirectionsIsNone() throws IOException {
        assertThat(standardStreams("two-way")).isEmpty();
    }

    private static List<PipeEnd> standardStreams(String how) throws IOException {
        try (Child child = Child.start(Map.of(), "perl", "-e", PERL, how)) {
            return LinuxSystem.local().processes().details(child.identity()).orElseThrow().pipes().stream()
                    .filter(end -> end.descriptor() < 2)
                    .toList();
        }
    }
}
