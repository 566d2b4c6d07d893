package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.PipeId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The reactions of a process to events, as a test has scripted them. An end of something comes once. */
final class FakeReactions {

    private final Map<PipeId, Consumer<FakeProcess>> atEndOfFile = new HashMap<>();
    private final Map<PipeId, BiConsumer<FakeProcess, String>> atText = new HashMap<>();
    private final Map<Integer, Consumer<FakeProcess>> atEndOfTerminal = new HashMap<>();
    Consumer<FakeProcess> whenChildEnds = child -> {};
    Consumer<FakeProcess> whenChildStops = child -> {};
    Consumer<FakeProcess> whenContinued = process -> {};

    void atEndOfFile(PipeId pipe, Consumer<FakeProcess> reaction) {
        atEndOfFile.put(pipe, reaction);
    }

    boolean awaitsEndOfFile(PipeId pipe) {
        return atEndOfFile.containsKey(pipe);
    }

    void endOfFile(PipeId pipe, FakeProcess process) {
        once(atEndOfFile.remove(pipe), process);
    }

    void atEndOfTerminal(int terminal, Consumer<FakeProcess> reaction) {
        atEndOfTerminal.put(terminal, reaction);
    }

    boolean awaitsEndOfTerminal(int terminal) {
        return atEndOfTerminal.containsKey(terminal);
    }

    void endOfTerminal(int terminal, FakeProcess process) {
        once(atEndOfTerminal.remove(terminal), process);
    }

    private static void once(Consumer<FakeProcess> reaction, FakeProcess process) {
        if (reaction != null) {
            reaction.accept(process);
        }
    }

    void atText(PipeId pipe, BiConsumer<FakeProcess, String> reaction) {
        atText.put(pipe, reaction);
    }

    void text(PipeId pipe, String text, FakeProcess process) {
        atText.getOrDefault(pipe, (reader, read) -> {}).accept(process, text);
    }
}
