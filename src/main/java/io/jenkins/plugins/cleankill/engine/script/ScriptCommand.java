package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that run the script, word by word, for a launcher that starts a command in the container.
 *
 * @param nonce begins every line that the script prints: any other line there is not ours
 */
public record ScriptCommand(String nonce) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern COOKIE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=[A-Za-z0-9._/+:-]+");

    /** A word of its own: an empty one may be lost between shells. */
    private static final String NONE = "-";

    private static final Pattern PID = Pattern.compile("\\d{1,9}");

    public ScriptCommand {
        if (!WORD.matcher(nonce).matches()) {
            throw new IllegalArgumentException("nonce: must be of letters, digits, dots and dashes");
        }
    }

    /**
     * Ends the processes.
     *
     * @param cookie variables that they carry, all of them
     * @param journal the path of a file for what the script tells, whether it is heard or not; empty for none
     * @throws IllegalArgumentException if there are none, or one that a shell could misread
     */
    public List<String> end(Map<String, String> cookie, Settings settings, String journal) {
        return work("end", cookie, settings, journal);
    }

    /**
     * Tells again what another script of this nonce has told in that journal, as long as it runs; and ends the processes if
     * it does not come to its end. Otherwise like {@link #end}.
     */
    public List<String> resume(Map<String, String> cookie, Settings settings, String journal) {
        return work("resume", cookie, settings, journal);
    }

    /** Names the processes, and touches none; otherwise like {@link #end}. */
    public List<String> survey(Map<String, String> cookie, Settings settings) {
        return work("survey", cookie, settings, "");
    }

    /** Has a script that runs skip the rest of its windows. */
    public List<String> hurry(ProcessIdentity script) {
        List<String> words = words("hurry");
        words.add(script.pid() + "_" + script.start());
        return words;
    }

    /** The end of the name of the script's file, if the line says that the script has gone on by itself. */
    public Optional<String> detached(String line) {
        String start = nonce + " detached ";
        return Optional.of(line)
                .filter(text -> text.startsWith(start))
                .map(text -> text.substring(start.length()))
                .filter(name -> PID.matcher(name).matches());
    }

    /** Whether a line says that the script can't do its work there. */
    public boolean isFailure(String line) {
        return line.startsWith(nonce + " failed ");
    }

    private List<String> work(String mode, Map<String, String> cookie, Settings settings, String journal) {
        List<String> words = words(mode);
        words.add(settings.delivery().toString());
        words.add(dumps(settings));
        words.add(settings.ladder().rungs().stream().map(ScriptCommand::rung).collect(Collectors.joining(" ")));
        words.add(journal.isEmpty() ? NONE : journal);
        List<String> cookies = cookies(cookie);
        words.add(Integer.toString(cookies.size()));
        words.addAll(cookies);
        words.addAll(ShellGlobs.of(settings.keep()));
        return words;
    }

    private List<String> words(String mode) {
        return new ArrayList<>(List.of("sh", "-c", ScriptText.load(), "clean-kill", nonce, mode));
    }

    private static String dumps(Settings settings) {
        String signals = Stream.concat(
                        Stream.of(Signal.QUIT).filter(quit -> settings.dumpThreads()),
                        settings.dumpSignals().signals().stream())
                .map(Signal::name)
                .collect(Collectors.joining(" "));
        return signals.isEmpty() ? NONE : signals;
    }

    private static String rung(Rung rung) {
        return rung.signal().name() + ":" + rung.window().toSeconds();
    }

    private static List<String> cookies(Map<String, String> cookie) {
        List<String> cookies = new TreeMap<>(cookie)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList();
        if (cookies.isEmpty()
                || !cookies.stream().allMatch(each -> COOKIE.matcher(each).matches())) {
            throw new IllegalArgumentException("no variables that a shell in a container can look for");
        }
        return cookies;
    }
}
