package io.jenkins.plugins.cleankill.engine.outcome;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The remarks on the commands that were started after a signal and got it at once: the first few by name, the others,
 * which a loop starts by the hundred, by their number.
 */
public final class LateCommands {

    private static final int NAMED = 3;

    private final Set<String> named = new HashSet<>();
    private int more;

    /**
     * The remark on a parent's next command; each is named once.
     *
     * @param parent the parent as the log names it
     */
    public Optional<String> next(String parent, long parentPid, String command, Signal signal) {
        return first(command + " of " + parentPid)
                ? Optional.of(parent + " went on after " + signal.fullName() + ": its next command, " + command
                        + ", slipped through and got " + signal.fullName() + " at once")
                : Optional.empty();
    }

    /** The same, where the parent is not known. A command that was named before is named again. */
    public Optional<String> started(String command, Signal signal) {
        return named.contains(command) || first(command)
                ? Optional.of(command + " was started after " + signal.fullName()
                        + " and got it at once: a next command that slipped through")
                : Optional.empty();
    }

    private boolean first(String key) {
        boolean first = named.size() < NAMED && named.add(key);
        more += first ? 0 : 1;
        return first;
    }

    /**
     * The remark on the commands that were not named, once.
     *
     * @param signal in words: {@code SIGTERM}
     */
    public Optional<String> sum(String signal) {
        String commands = more == 1 ? "1 more command was" : more + " more commands were";
        boolean any = more > 0;
        more = 0;
        return any ? Optional.of(commands + " started after " + signal + " and got it at once") : Optional.empty();
    }
}
