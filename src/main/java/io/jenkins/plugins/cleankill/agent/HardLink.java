package io.jenkins.plugins.cleankill.agent;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import jenkins.MasterToSlaveFileCallable;

/** Gives a file a second name: whoever deletes the first one, its content, and what is still written into it, stays. */
public final class HardLink extends MasterToSlaveFileCallable<Void> {

    private static final long serialVersionUID = 1L;

    private static final String LINK = ".link";

    private final String name;

    private HardLink(String name) {
        this.name = name;
    }

    /**
     * Makes {@code second} another name of the file, in place of what has that name.
     *
     * @throws IOException also if the file system has no hard links
     */
    public static void give(FilePath file, FilePath second) throws IOException, InterruptedException {
        file.act(new HardLink(second.getRemote()));
    }

    /** Deletes such a name, and what an interrupted {@link #give} may have left beside it. */
    public static void delete(FilePath second) throws IOException, InterruptedException {
        second.delete();
        new FilePath(second.getChannel(), second.getRemote() + LINK).delete();
    }

    @Override
    public Void invoke(File file, VirtualChannel channel) throws IOException {
        Path target = Path.of(name);
        Files.createDirectories(Objects.requireNonNull(target.getParent(), name));
        // durable-task's heartbeat may have touched an empty one meanwhile
        Path link = Path.of(name + LINK);
        Files.createLink(link, file.toPath());
        Files.move(link, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(link);
        return null;
    }
}
