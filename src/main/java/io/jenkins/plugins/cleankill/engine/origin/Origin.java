package io.jenkins.plugins.cleankill.engine.origin;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which build a process comes from, as its environment tells: several controllers, and several agents of each, may share
 * one machine. It is a hint for a search for builds that are over, not a secret: the cookie is.
 *
 * @param controller names the controller, in hexadecimal digits
 * @param begun when the build began, in milliseconds since 1970: job names and build numbers are used again
 * @param build the build's name on its controller
 */
public record Origin(String controller, long begun, String build) {

    /** The environment variable that tells it. */
    public static final String VARIABLE = "CLEAN_KILL_BUILD";

    /** The environment variable with the globs of what is meant to outlive the build. */
    public static final String KEEP = "CLEAN_KILL_KEEP";

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{8,64}):(\\d{1,18}):([^:]{1,3000})");
    private static final String EVERYTHING = "*";

    /** Each glob is tried on each process, and the variable comes from outside. */
    private static final int MOST_GLOBS = 1000;

    /**
     * The variables for the environment of the build's processes. No launcher or shell expands anything in them.
     *
     * @param settings the settings for the processes; a process that they leave alive is meant to live
     */
    public Map<String, String> asVariables(Settings settings) {
        Map<String, String> variables = new HashMap<>(Map.of(VARIABLE, text()));
        List<String> kept = settings.leftovers().kills() ? settings.keep().globs() : List.of(EVERYTHING);
        if (!kept.isEmpty()) {
            variables.put(KEEP, kept.stream().map(Origin::encode).collect(Collectors.joining(",")));
        }
        return variables;
    }

    /** The value of {@value #VARIABLE}. */
    public String text() {
        return controller + ":" + begun + ":" + encode(build);
    }

    /**
     * The control group of the build's processes. There is none where its name would be too long, nor where the settings leave any
     * process alive: what has overwritten its environment can't tell that it is meant to live.
     *
     * @param settings the settings for the processes
     */
    public Optional<GroupName> controlGroup(Settings settings) {
        boolean leavesNone =
                settings.leftovers().kills() && settings.keep().globs().isEmpty();
        return leavesNone ? GroupName.ofBuild(text()) : Optional.empty();
    }

    /** Reads a value of {@value #VARIABLE}; nothing if it is none of ours. */
    public static Optional<Origin> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? decode(matcher.group(3))
                        .map(build -> new Origin(matcher.group(1), Long.parseLong(matcher.group(2)), build))
                : Optional.empty();
    }

    /** The globs of the processes to be kept, by the environment of one process of the build. */
    static List<String> keptBy(Environment environment) {
        List<String> globs = environment.get(KEEP).stream()
                .flatMap(variable -> Arrays.stream(variable.split(",", MOST_GLOBS + 1)))
                .toList();
        return globs.size() > MOST_GLOBS
                ? List.of(EVERYTHING)
                : globs.stream()
                        .map(glob -> decode(glob).filter(Origin::isGlob).orElse(EVERYTHING))
                        .toList();
    }

    private static boolean isGlob(String text) {
        try {
            new KeepPatterns(List.of(text));
            return true;
        } catch (InvalidSettingException ignored) {
            // A script has changed the variable: every process is kept.
            return false;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException ignored) {
            // The text has not come from us.
            return Optional.empty();
        }
    }
}
