package io.jenkins.plugins.cleankill.reports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A folder of ours in a build's. A write may come late, when the build has been deleted: no folder is made for it then,
 * which is why {@code AtomicFileWriter} is not used.
 */
public final class BuildFolder {

    private BuildFolder() {}

    /**
     * Writes a file of a name of its own, to the disk, for the caller to rename: a reader finds it whole or not at all. The
     * folder is made unless it exists.
     *
     * @throws java.nio.file.NoSuchFileException if there is no folder of the build
     */
    public static Path write(Path folder, byte[] content) throws IOException {
        create(folder);
        Path file = folder.resolve(UUID.randomUUID() + ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    /**
     * Writes a file of that name, in place of the one that is there: whole or not at all.
     *
     * @throws java.nio.file.NoSuchFileException as above
     */
    public static void write(Path folder, String name, byte[] content) throws IOException {
        Path written = write(folder, content);
        try {
            Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void create(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }
}
