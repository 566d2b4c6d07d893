package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CmdlineFileTest {

    @Test
    void argumentsAreAsTheyWereGivenEmptyOnesToo() {
        assertThat(parse("sh\0-c\0\0x y\0\0\0", 11, "/bin/dash"))
                .isEqualTo(new CommandLine(List.of("sh", "-c", "", "x y", "", "")));
        assertThat(parse("", 0, "/bin/sh")).isEqualTo(CommandLine.UNKNOWN);
    }

    @Test
    void whatIsNotUtf8KeepsItsBytes() {
        assertThat(parse("ls\0b\u00fccher\0", 11, "/bin/ls").arguments()).containsExactly("ls", "b\udcfccher");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "padded       | nginx: worker%%%%            | 17  | /usr/sbin/nginx",
                "one word     | secret%%%%%%                 | 12  | /usr/bin/perl",
                "too long     | postgres: checkpointer%      | 9   | /usr/bin/postgres",
                "too long, too| tokenabcdefghijklmnopq%      | 9   | /usr/bin/perl",
                "without end  | title                        | 0   | /usr/bin/x",
                "as long      | chromium --type=x --z=/a/chr%| 30  | /usr/lib/chromium",
                "with a rest  | x --token=abc%est%of%it%     | 24  | /usr/bin/x",
                "not readable | sshd: root@pts/0%            | 17  |",
            })
    void aTitleIsTold(String name, String file, int started, String executable) {
        CommandLine line = parse(file.replace('%', '\0'), started, executable);

        assertThat(line.isTitle()).as(name).isTrue();
        assertThat(line.programName()).as(name).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a name with blanks     | /opt/my tool/run%-x%  | 21 | /opt/my tool/run",
                "a file with blanks     | my tool%              | 8  | /opt/my tool",
                "an empty argument      | true%%                | 6  | /bin/true",
                "not known how long     | perl%-e%x%            | 0  | /bin/perl",
                "cut off by old kernels | java%-cp%abc          | 99 | /bin/java",
                "of another user        | sudo%-u%x%id%         | 14 |",
            })
    void argumentsAreNoTitle(String name, String file, int started, String executable) {
        assertThat(parse(file.replace('%', '\0'), started, executable).isTitle())
                .as(name)
                .isFalse();
    }

    private static CommandLine parse(String file, int started, String executable) {
        byte[] bytes = file.getBytes(ISO_8859_1);
        return CmdlineFile.parse(bytes, bytes.length, started, Optional.ofNullable(executable));
    }
}
