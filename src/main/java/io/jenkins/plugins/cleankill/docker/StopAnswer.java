package io.jenkins.plugins.cleankill.docker;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The answer to {@link DockerScripts#STOP}.
 *
 * @param running the ids of all containers that run
 * @param exitCodes by their ids, the exit codes of those that were to be stopped and were not removed as they ended
 */
record StopAnswer(Set<String> running, Map<String, Long> exitCodes) {

    StopAnswer {
        running = Set.copyOf(running);
        exitCodes = Map.copyOf(exitCodes);
    }

    /**
     * Reads what the script has printed.
     *
     * @throws IOException if that does not tell which containers run
     */
    static StopAnswer parse(String text) throws IOException {
        Map<String, Long> exitCodes = new HashMap<>();
        Set<String> running = null;
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ");
            if (words[0].equals("running")) {
                running = Arrays.stream(words).skip(1).collect(Collectors.toSet());
            } else if (words.length == 3 && words[0].equals("exit") && words[2].matches("\\d{1,9}")) {
                exitCodes.put(words[1], Long.valueOf(words[2]));
            }
        }
        if (running == null) {
            throw new IOException("docker's answer breaks off");
        }
        exitCodes.keySet().removeAll(running);
        return new StopAnswer(running, exitCodes);
    }
}
