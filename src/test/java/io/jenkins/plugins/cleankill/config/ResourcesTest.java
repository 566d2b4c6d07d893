package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages' sources: what a browser that enforces a Content-Security-Policy, a translator and a reader of help need. */
class ResourcesTest {

    private static final Path ROOT = Path.of("src/main/resources");
    private static final Path CODE = Path.of("src/main/java/io/jenkins/plugins/cleankill");

    static List<Path> pages() throws IOException {
        return files(ROOT, ".jelly");
    }

    static List<Path> messages() throws IOException {
        return files(ROOT, "Messages.properties");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noScriptNoStyleAndEverythingEscaped(Path page) throws IOException {
        // The picture is markup by our own XML writer, which escapes; TimelineSvgTest holds it to that.
        String text = Files.readString(page).replace("<j:out value=\"${it.timeline}\" />", "");

        assertThat(text).startsWith("<?jelly escape-by-default='true'?>");
        assertThat(text)
                .doesNotContainPattern("(?i)<(?:script|style)\\b")
                .doesNotContainPattern("(?i)\\s(?:style|on[a-z]+)=\"")
                .doesNotContainPattern("(?i)javascript:")
                .doesNotContain("<j:out");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFieldHasHelp(Path page) throws IOException {
        for (String field : all("<f:entry field=\"(\\w+)\"", Files.readString(page))) {
            assertThat(page.resolveSibling("help-" + field + ".html"))
                    .content()
                    .startsWith("<div>")
                    .endsWith("</div>\n");
        }
    }

    /** But the plugin's own description, which Jenkins' plugin pages show as it is. */
    @ParameterizedTest
    @MethodSource("pages")
    void noWordOfAPageStandsOutsideOfAKey(Path page) throws IOException {
        String words = page.equals(ROOT.resolve("index.jelly"))
                ? ""
                : Files.readString(page)
                        .replaceAll("(?s)<!--.*?-->", "")
                        .replaceAll("\\$\\{[^}]*}", "")
                        .replaceAll("(?:title|description|placeholder|aria-label)=\"([^\"]*)\"", ">$1<")
                        .replaceAll("(?s)<[^>]*>", "");

        assertThat(words).doesNotContainPattern("\\p{L}");
    }

    /** Plain English words are their own keys; keys in camel case, and those with arguments, need the file beside the page. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyKeyOfAPageIsThere(Path page) throws IOException {
        Properties texts = new Properties();
        Path file = page.resolveSibling(page.getFileName().toString().replace(".jelly", ".properties"));
        if (Files.exists(file)) {
            texts.load(Files.newBufferedReader(file));
        }
        for (String key : all("\\$\\{%([^(}]+\\(|[a-z]+[A-Z]\\w*)", Files.readString(page))) {
            assertThat(texts).containsKey(key.replace("(", ""));
        }
    }

    /** That each is there is the compiler's business: it knows the class that is made of them. */
    @ParameterizedTest
    @MethodSource("messages")
    void noMessageIsForgotten(Path file) throws IOException {
        StringBuilder code = new StringBuilder();
        for (Path source : files(CODE, ".java")) {
            code.append(Files.readString(source));
        }
        Properties texts = new Properties();
        texts.load(Files.newBufferedReader(file));

        assertThat(texts.stringPropertyNames())
                .isNotEmpty()
                .allMatch(key -> Pattern.compile("Messages(?:\\.|::)_?" + key.replace('.', '_') + "\\b")
                        .matcher(code)
                        .find());
    }

    @Test
    void whatAFormSaysComesFromMessages() throws IOException {
        for (Path source : files(CODE, ".java")) {
            assertThat(Files.readString(source))
                    .as(source.toString())
                    .doesNotContainPattern("FormValidation\\.(?:error|warning|ok)\\(\"")
                    .doesNotContainPattern("new Option\\(\"[A-Z]")
                    .doesNotContainPattern("getDisplayName\\(\\) \\{\\s*return \"");
        }
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static List<String> all(String pattern, String text) {
        TreeSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return new ArrayList<>(found);
    }
}
