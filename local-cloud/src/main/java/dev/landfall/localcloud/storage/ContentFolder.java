package dev.landfall.localcloud.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The folder that holds the bytes of all objects, one file per generation: a fresh one that goes when this is closed, or
 * one that stays. Thread-safe.
 */
final class ContentFolder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ContentFolder.class.getName());

    private static final String PREFIX = "content-";

    private final Path folder;
    private final boolean stays;
    private final AtomicLong files;

    private ContentFolder(Path folder, boolean stays, long files) {
        this.folder = folder;
        this.stays = stays;
        this.files = new AtomicLong(files);
    }

    /** @param parent where to make the folder; empty for the system's temporary folder */
    static ContentFolder open(Optional<Path> parent) throws IOException {
        if (parent.isEmpty()) {
            return new ContentFolder(Files.createTempDirectory("local-cloud-storage-"), false, 0);
        }
        Files.createDirectories(parent.get());
        return new ContentFolder(Files.createTempDirectory(parent.get(), "storage-"), false, 0);
    }

    /**
     * The folder of an earlier run, or a new one.
     *
     * @param wanted what is to be kept of it; other files are from uploads that never ended
     */
    static ContentFolder keep(Path folder, Set<Path> wanted) throws IOException {
        Files.createDirectories(folder);
        long last = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                last = Math.max(
                        last, Long.parseLong(file.getFileName().toString().substring(PREFIX.length())));
                if (!wanted.contains(file)) {
                    Files.delete(file);
                }
            }
        }
        return new ContentFolder(folder, true, last);
    }

    ContentWriter newContent() throws IOException {
        return new ContentWriter(nextFile());
    }

    /** A second name for the same bytes, which are never written again. */
    Path share(Path content) throws IOException {
        Path second = nextFile();
        try {
            return Files.createLink(second, content);
        } catch (UnsupportedOperationException e) {
            return Files.copy(content, second);
        }
    }

    /** Whoever is reading the file now may read on to its end. */
    void delete(Path content) {
        try {
            Files.deleteIfExists(content);
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "Cannot delete " + content + "; it stays until the local cloud stops");
        }
    }

    @Override
    public void close() {
        if (stays) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(this::delete);
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, e, () -> "Cannot delete the folder " + folder);
        }
    }

    private Path nextFile() {
        return folder.resolve(PREFIX + files.incrementAndGet());
    }
}
