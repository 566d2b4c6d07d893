package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sleep               | sleep           | /usr/bin/sleep           | sleep 9",
                "sleep               | sleep           | /bin/busybox             | sleep 9",
                "bash                | bash            | /bin/bash (deleted)      | -bash",
                "gnome-terminal-server | gnome-terminal- | /usr/lib/gnome-terminal-server | ./gnome-terminal-server",
                "a-link-with-a-long-name | a-link-with-a-l | /bin/busybox         | /x/a-link-with-a-long-name 9",
                "deploy-to-production.sh | deploy-to-produ | /bin/dash            | /bin/sh -e /opt/deploy-to-production.sh now",
                "python3             | python3         | /usr/bin/python3.11      | python3 x.py",
                "node                | MainThread      | /usr/bin/node            | node server.js",
                "firefox             | Web Content     | /usr/lib/firefox         | /usr/lib/firefox -contentproc",
                "sudo                | sudo            |                          | sudo id",
                "id                  | x --url=a/b --t |                          | /bin/id",
                "b\u00fccher-mit-bildern | b\u00fccher-mit-bil | /x/b\u00fccher-mit-bildern | ./b\u00fccher-mit-bildern",
            })
    void aNameIsAFiles(String shown, String shortName, String executable, String line) {
        assertThat(name(shortName, executable, CommandLine.of(line.split(" "))).shown())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "perl         | x --url=a/b --t | /usr/bin/perl            | x --url=a/b --token=abc",
                "perl         | token-abc       | /usr/bin/perl            | token-abc",
                "perl         | token-abcdefghi | /usr/bin/perl            | token-abcdefghijkl",
                "redis-server | redis-server    | /usr/bin/redis-check-rdb | redis-server unixsocket:/tmp/redis.sock",
                "postgres     | postgres        | /usr/lib/postgres        | postgres: walwriter",
                "python3.11   | gunicorn: maste | /usr/bin/python3.11      | gunicorn: master [shop]",
                "tmux         | tmux: server    |                          | tmux: server",
                "?            | token=abc       |                          | token=abc",
            })
    void andNeverATitle(String shown, String shortName, String executable, String title) {
        assertThat(name(shortName, executable, CommandLine.title(title)).shown())
                .isEqualTo(shown);
    }

    @Test
    void ofAProcessThatCantBeReadItIsTheShortNameIfThatIsAWord() {
        assertThat(new ProgramName("sleep", Optional.empty()).shown()).isEqualTo("sleep");
        assertThat(new ProgramName("x --url=a/b --t", Optional.empty()).shown()).isEqualTo("x");
        assertThat(new ProgramName("", Optional.empty()).shown()).isEqualTo("?");
    }

    @Test
    void aPersonMayKnowItByEachFileByItsShortNameAndByItsArguments() {
        assertThat(name("MainThread", "/usr/bin/node", CommandLine.of("/x/nodejs", "server.js"))
                        .all())
                .containsExactly("node", "MainThread", "nodejs", "/x/nodejs server.js");
        assertThat(name("redis-server", "/usr/bin/redis-check-rdb", CommandLine.title("redis-server *:1"))
                        .all())
                .containsExactly("redis-server", "redis-check-rdb");
    }

    private static ProgramName name(String shortName, String executable, CommandLine line) {
        ProcessDetails details = ProcessDetails.of("", SignalSets.DEFAULT, List.of());
        return new ProgramName(
                shortName,
                Optional.of(new ProcessDetails(
                        details.signals(),
                        details.user(),
                        Optional.ofNullable(executable),
                        line,
                        List.of(),
                        details.tracer(),
                        details.kernelWait(),
                        details.innermostPid())));
    }
}
