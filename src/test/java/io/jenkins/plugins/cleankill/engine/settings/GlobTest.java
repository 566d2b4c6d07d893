package io.jenkins.plugins.cleankill.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adb            | adb",
                "*GradleDaemon* | /usr/bin/java -cp /a/b.jar org.gradle.launcher.GradleDaemon 8.1",
                "/usr/bin/java* | /usr/bin/java -jar a.jar",
                "a?b            | axb",
                "a?b            | a\uD83D\uDE00b",
                "{adb,emulator} | emulator",
                "{adb,emulator} | adb",
                "x{,-*}z        | xz",
                "x{,-*}z        | x-yz",
                "[a-c]db        | bdb",
                "[!a-c]db       | xdb",
                "[-a]b          | -b",
                "[a-]b          | -b",
                "[a*\\]b        | \\b",
                "\\*\\{         | *{",
                "a,b}           | a,b}",
                "tcp:5037       | tcp:5037",
                "*a*b*c         | aabbcc",
                "b*             | b\u00fccher",
                "b?cher         | b\udcfccher",
            })
    void matches(String glob, String text) {
        assertThat(new Glob(glob).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adb            | adbd",
                "adb            | sh -c adb",
                "* GradleDaemon | java GradleDaemon 8",
                "a?b            | ab",
                "[!a-c]db       | adb",
                "[!a]b          | b",
                "{a,b}c         | abc",
                "*a*b*c         | aabbc.",
                "a              | *",
                "''             | a",
            })
    void doesNotMatch(String glob, String text) {
        assertThat(new Glob(glob).matches(text)).isFalse();
    }

    @Test
    void aLineEndIsACharacterLikeOthers() {
        assertThat(new Glob("a*d").matches("a\n\0 [d")).isTrue();
        assertThat(new Glob("a?d").matches("a\nd")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "[]", "[!]", "[", "{a,b", "{a{b}}", "a\\", "[b-a]"})
    void whatDoesNotParseIsToldSo(String glob) {
        assertThatExceptionOfType(GlobSyntaxException.class).isThrownBy(() -> new Glob(glob));
    }

    @Test
    void aPatternHasAnEnd() {
        assertThat(new Glob("*".repeat(Glob.LONGEST)).matches("a")).isTrue();
        assertThatExceptionOfType(GlobSyntaxException.class)
                .isThrownBy(() -> new Glob("*".repeat(Glob.LONGEST + 1)))
                .withMessageContaining("1000");
    }

    /** The limit is generous: a matcher that goes back takes hours. */
    @ParameterizedTest
    @ValueSource(strings = {"*java*gradle*Daemon*", "*java*GradleDaemon*", "{*a*,*v*}*{*a*,*v*}*{*a*,*v*}!"})
    void aLongCommandLineCostsNoMoreThanItsLength(String glob) {
        String line = "java -cp " + "/home/b/.gradle/caches/modules-2/java1.jar:".repeat(25_000);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(new Glob(glob).matches(line)).isFalse());
    }

    @Test
    void everyStarOfALongPatternMayStandForEveryPartOfALongLine() {
        Glob glob = new Glob("*a".repeat(Glob.LONGEST / 2));
        String line = "a".repeat(128 * 1024) + "b";

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(glob.matches(line)).isFalse());
    }

    /** Small cases by the thousand; slashes are left out, since the matcher of the JDK does not cross them. */
    @Test
    void saysWhatTheMatcherOfTheJdkSays() {
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            String glob = word(random, "ab*?[]{},-!\\", 7);
            if (isPattern(glob)) {
                String text = word(random, "ab,-!", 5);
                assertThat(new Glob(glob).matches(text))
                        .as("%s on %s", glob, text)
                        .isEqualTo(FileSystems.getDefault()
                                .getPathMatcher("glob:" + glob)
                                .matches(Path.of(text)));
            }
        }
    }

    private static boolean isPattern(String glob) {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + glob);
            return true;
        } catch (PatternSyntaxException ignored) {
            // Whether it should be one is another test's matter
            return false;
        }
    }

    private static String word(Random random, String letters, int longest) {
        int length = random.nextInt(longest + 1);
        return random.ints(length, 0, letters.length())
                .mapToObj(letters::charAt)
                .map(String::valueOf)
                .reduce("", String::concat);
    }
}
