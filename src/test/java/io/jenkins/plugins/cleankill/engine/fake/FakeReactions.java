package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.PipeId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The reactions of a process to events, as a test has scripted them. */
final class FakeReactions {

    /** The reactions to the end of a pipe, by its {@link PipeId}, or of a terminal, by its index. An end comes once. */
    private final Map<Object, Consumer<FakeProcess>> atEnd = new HashMap<>();

    private final Map<PipeId, BiConsumer<FakeProcess, String>> atText = new HashMap<>();
    Consumer<FakeProcess> whenChildEnds = child -> {};
    Consumer<FakeProcess> whenChildStops = child -> {};
    Consumer<FakeProcess> whenContinued = process -> {};

    void atEnd(Object file, Consumer<FakeProcess> reaction) {
        atEnd.put(file, reaction);
    }

    boolean awaitsEnd(Object file) {
        return atEnd.containsKey(file);
    }

    void end(Object file, FakeProcess process) {
        Consumer<FakeProcess> reaction = atEnd.remove(file);
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
