package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.Iterator;
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

    static boolean runsACommandWithoutTerminal(List<String> words) {
        Usage usage = new Usage(words.stream().skip(1).iterator());
        usage.read();
        return usage.hasHost && !usage.isOther && usage.terminals < 2;
    }

    /** The words after the program's name. */
    private static final class Usage {

        private final Iterator<String> words;
        private boolean hasHost;
        private boolean isOther;
        private int terminals;

        Usage(Iterator<String> words) {
            this.words = words;
        }

        /** Options may stand after the host, too; the words after them are the command. */
        void read() {
            while (words.hasNext()) {
                String word = words.next();
                if (word.startsWith("-") && word.length() > 1) {
                    readOptions(word.substring(1));
                } else if (hasHost) {
                    return;
                } else {
                    hasHost = true;
                }
            }
        }

        private void readOptions(String letters) {
            for (int at = 0; at < letters.length(); at++) {
                char option = letters.charAt(at);
                isOther |= WITHOUT_COMMAND.indexOf(option) >= 0;
                terminals += option == 't' ? 1 : 0;
                if (WITH_VALUE.indexOf(option) >= 0) {
                    readValue(option, letters.substring(at + 1));
                    return;
                }
            }
        }

        private void readValue(char option, String inTheWord) {
            String value = inTheWord.isEmpty() && words.hasNext() ? words.next() : inTheWord;
            isOther |= option == 'o' && value.matches("(?i)RequestTTY[ =]force");
        }
    }
}
