package io.jenkins.plugins.cleankill.reports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mask over the texts of a report: they are kept without the secrets that Jenkins knows. */
public final class SecretMask {

    /** The most characters that are kept of a process' arguments. */
    static final int MOST_CHARACTERS = 1000;

    /** The most arguments that are kept of a process. */
    static final int MOST_ARGUMENTS = 100;

    /** So much of an argument is searched for what looks like a secret: more would never be shown. */
    private static final int SEARCHED = 4 * MOST_CHARACTERS;

    private static final String MASK = "****";
    private static final String CUT = "...";
    private static final String NAMES =
            "(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|api[-_]?key|access[-_]?key|private[-_]?key|auth)";

    /** {@code --password=x}, {@code -Ddb.password=x}, {@code GITHUB_TOKEN=x}, {@code token: x} */
    private static final Pattern NAMED_VALUE = Pattern.compile("(?is)(" + NAMES + "[\\w.-]*+\\s*+[=:]\\s*+).++");

    /** An option whose value is the next argument. */
    private static final Pattern OPTION = Pattern.compile("(?i)--?[\\w.-]*" + NAMES + "|-p");

    /** {@code https://user:x@host} */
    private static final Pattern ADDRESS = Pattern.compile("(://[^\\s/@:]*+:)[^\\s/@]++@");

    /** {@code Authorization: Bearer x} */
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(basic|bearer)\\s++\\S++");

    /** The kernel cuts the name of a process, which may be a secret's, to so many bytes: comm in proc(5). */
    private static final int SHORT_NAME = 15;

    private final List<String> secrets;

    /** @param secrets the texts that Jenkins knows to be secret */
    public SecretMask(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .flatMap(SecretMask::spellings)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> spellings(String secret) {
        return Stream.of(
                secret,
                secret.strip(),
                secret.substring(0, Math.min(secret.length(), SHORT_NAME)),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** That text, without the secrets. */
    String text(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /**
     * The arguments of a process: without what looks like a secret, too, and cut to {@value #MOST_CHARACTERS}
     * characters.
     */
    List<String> arguments(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        int left = MOST_CHARACTERS;
        boolean valueFollows = false;
        for (String argument : arguments) {
            if (left <= 0 || kept.size() == MOST_ARGUMENTS) {
                kept.add(CUT);
                break;
            }
            String shown = valueFollows && !argument.startsWith("-") ? MASK : mask(argument);
            valueFollows =
                    argument.length() <= SEARCHED && OPTION.matcher(argument).matches();
            kept.add(shown.length() <= left ? shown : shown.substring(0, left) + CUT);
            left -= shown.length();
        }
        return kept;
    }

    private String mask(String argument) {
        String masked = text(argument);
        masked = masked.substring(0, Math.min(masked.length(), SEARCHED));
        masked = ADDRESS.matcher(masked).replaceAll("$1" + MASK + "@");
        masked = BEARER.matcher(masked).replaceAll("$1 " + MASK);
        return NAMED_VALUE.matcher(masked).replaceFirst("$1" + MASK);
    }
}
