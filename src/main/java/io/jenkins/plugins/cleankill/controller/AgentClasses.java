package io.jenkins.plugins.cleankill.controller;

import io.jenkins.plugins.cleankill.agent.PreloadTask;
import io.jenkins.plugins.cleankill.engine.CleanKill;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that run on an agent. An agent loads each from the controller when it first needs it; when the connection
 * is lost in a termination it can't, not even the ones that let go of held processes and pipes.
 */
public final class AgentClasses {

    private static final String CLASS = ".class";

    private static volatile List<String> known = List.of();

    private AgentClasses() {}

    /**
     * Their names, as this plugin has them, on the controller. The jar is walked once.
     *
     * @throws IOException if they can't be listed
     */
    public static List<String> names() throws IOException {
        if (known.isEmpty()) {
            known = List.copyOf(list());
        }
        return known;
    }

    private static List<String> list() throws IOException {
        Path place = place();
        if (Files.isDirectory(place)) {
            return names(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return names(jar.getPath("/"));
        }
    }

    private static Path place() throws IOException {
        try {
            return Path.of(CleanKill.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static List<String> names(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        for (Class<?> one : List.of(CleanKill.class, PreloadTask.class)) {
            Path folder = root.resolve(one.getPackageName().replace('.', '/'));
            try (Stream<Path> files = Files.walk(folder)) {
                files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                        .filter(name -> name.endsWith(CLASS) && !name.endsWith("package-info.class"))
                        .map(name -> name.substring(0, name.length() - CLASS.length())
                                .replace('/', '.'))
                        .forEach(names::add);
            }
        }
        return names;
    }
}
