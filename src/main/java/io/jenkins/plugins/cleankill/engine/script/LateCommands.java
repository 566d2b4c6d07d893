package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The commands that were started after a signal: the first few have names, the others, which a loop starts, a number. */
final class LateCommands {

    private static final int MOST = 3;

    private final Set<String> named = new HashSet<>();
    private int more;

    /** What is to be said of this one. */
    Optional<String> started(String command, Signal signal) {
        if (named.size() == MOST && !named.contains(command)) {
            more++;
            return Optional.empty();
        }
        named.add(command);
        return Optional.of(command + " was started after " + signal.fullName()
                + " and got it at once: a next command that slipped through");
    }

    /** What is to be said of those that have no name. */
    Optional<String> sum() {
        return Optional.of((more == 1 ? "1 more command was" : more + " more commands were")
                        + " started after a signal and got it at once")
                .filter(text -> more > 0);
    }
}
