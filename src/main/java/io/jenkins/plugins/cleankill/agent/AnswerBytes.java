package io.jenkins.plugins.cleankill.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent's answer on its way to the controller, as bytes. The agent may be anybody's machine, or out of order: the
 * controller looks at the number of the bytes, and at each class, array and reference in them, before it makes an object.
 */
final class AnswerBytes {

    /** The most bytes of an answer. */
    static final int MOST = 16 * 1024 * 1024;

    /**
     * The classes that an answer may consist of, and the most of it. A list is stored as a {@code CollSer}, a time as a
     * {@code Ser}. Sets and maps are refused: their hash codes are computed while they are read, and a nest of them
     * takes for ever.
     */
    private static final ObjectInputFilter FILTER = ObjectInputFilter.Config.createFilter(String.join(
            ";",
            "maxdepth=12",
            "maxarray=1000000",
            "maxrefs=5000000",
            "io.jenkins.plugins.cleankill.engine.**",
            "io.jenkins.plugins.cleankill.agent.FoundBuild",
            "io.jenkins.plugins.cleankill.agent.FoundBuild$FoundProcess",
            "io.jenkins.plugins.cleankill.agent.ListedBuild",
            "io.jenkins.plugins.cleankill.agent.ListedBuild$ListedProcess",
            "java.util.CollSer",
            "java.util.ImmutableCollections$List*",
            "java.time.Ser",
            "java.time.Duration",
            "java.time.Instant",
            "java.lang.Enum",
            "java.lang.Object",
            "java.lang.String",
            "!*"));

    private AnswerBytes() {}

    /** The answer as bytes. */
    static byte[] of(Object answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(answer);
        }
        return bytes.toByteArray();
    }

    /**
     * The answer.
     *
     * @throws IOException if it has more than {@value #MOST} bytes, or is nothing that an agent of ours would send
     */
    static <T> T read(byte[] answer, Class<T> type) throws IOException {
        if (answer == null || answer.length > MOST) {
            throw new IOException("The agent's answer can't be taken: "
                    + (answer == null ? "nothing" : answer.length + " bytes") + "; allowed: at most " + MOST);
        }
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(answer))) {
            objects.setObjectInputFilter(FILTER);
            return type.cast(objects.readObject());
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw new IOException(OutcomeCheck.NONSENSE, e);
        }
    }

    /** The same, for a list of such. */
    static <T> List<T> listOf(byte[] answer, Class<T> type) throws IOException {
        List<T> elements = new ArrayList<>();
        for (Object element : read(answer, List.class)) {
            if (!type.isInstance(element)) {
                throw new IOException(OutcomeCheck.NONSENSE);
            }
            elements.add(type.cast(element));
        }
        return elements;
    }
}
