package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;
import java.util.Optional;

/**
 * The members that run a command on another machine without a terminal there, see ssh(1): the server hangs up a terminal
 * when its client ends, and signals nothing that has none.
 */
final class SshClients {

    /** Options that take a value, in the same word or as the next. */
    private static final String WITH_VALUE = "BbcDEeFIiJLlmOopQRSWw";

    /** Options by which no command is run: forwarding only, a subsystem, a question to another client. */
    private static final String WITHOUT_COMMAND = "NWsOGQV";

    private SshClients() {}

    /** A sentence about them, if there are any. */
    static Optional<String> in(Members members) {
        List<ProcessName> clients = members.alive().stream()
                .filter(SshClients::isOne)
                .map(ProcessName::of)
                .toList();
        if (clients.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ProcessName.firstOf(clients)
                + (clients.size() == 1
                        ? " has no terminal on the other machine: the command there gets no signal (ssh -tt gives it one)"
                        : " have no terminals on the other machines: the commands there get no signal"
                                + " (ssh -tt gives them some)"));
    }

    private static boolean isOne(ProcessInfo process) {
        return process.command().equals("ssh")
                && process.details()
                        .map(ProcessDetails::commandLine)
                        .filter(line -> !line.isTitle() && runsACommandWithoutTerminal(line.arguments()))
                        .isPresent();
    }

    /** Options may stand after the host, too; what comes after them is the command. */
    static boolean runsACommandWithoutTerminal(List<String> words) {
        int terminals = 0;
        boolean host = false;
        for (int at = 1; at < words.size(); at++) {
            String word = words.get(at);
            if (!word.startsWith("-") || word.length() == 1) {
                if (host) {
                    break;
                }
                host = true;
                continue;
            }
            for (int letter = 1; letter < word.length(); letter++) {
                char option = word.charAt(letter);
                if (WITHOUT_COMMAND.indexOf(option) >= 0) {
                    return false;
                }
                terminals += option == 't' ? 1 : 0;
                if (WITH_VALUE.indexOf(option) >= 0) {
                    boolean inNext = letter == word.length() - 1;
                    String value =
                            !inNext ? word.substring(letter + 1) : at + 1 < words.size() ? words.get(at + 1) : "";
                    if (option == 'o' && value.matches("(?i)RequestTTY[ =]force")) {
                        return false;
                    }
                    at += inNext ? 1 : 0;
                    break;
                }
            }
        }
        return host && terminals < 2;
    }
}
