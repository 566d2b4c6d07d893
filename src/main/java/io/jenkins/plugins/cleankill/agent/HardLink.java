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

/** Creates a hard link: the content, and what is still written into it, outlives the deletion of the file's first name. */
public final class HardLink extends MasterToSlaveFileCallable<Void> {

    private static final long serialVersionUID = 1L;

    private static final String TEMPORARY = ".link";

    private final String path;

    private HardLink(String path) {
        this.path = path;
    }

    /**
     * Makes {@code link} another name of the file, in place of what has that name.
     *
     * @throws IOException also if the file system has no hard links
     */
    public static void create(FilePath file, FilePath link) throws IOException, InterruptedException {
        file.act(new HardLink(link.getRemote()));
    }

    /** Deletes such a link, and what an interrupted {@link #create} may have left beside it. */
    public static void delete(FilePath link) throws IOException, InterruptedException {
        link.delete();
        new FilePath(link.getChannel(), link.getRemote() + TEMPORARY).delete();
    }

    @Override
    public Void invoke(File file, VirtualChannel channel) throws IOException {
        Path link = Path.of(path);
        Files.createDirectories(Objects.requireNonNull(link.getParent(), path));
        // durable-task's heartbeat may have touched an empty one meanwhile
        Path temporary = Path.of(path + TEMPORARY);
        Files.createLink(temporary, file.toPath());
        Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(temporary);
        return null;
    }
}
