package dev.landfall.localcloud.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The folder that holds the bytes of all objects, one file per generation, in a fresh subfolder that goes when this
 * is closed. Thread-safe.
 */
final class ContentFolder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ContentFolder.class.getName());

    private final Path folder;
    private final AtomicLong files = new AtomicLong();

    private ContentFolder(Path folder) {
        this.folder = folder;
    }

    /** @param parent where to make the folder; empty for the system's temporary folder */
    static ContentFolder open(Optional<Path> parent) throws IOException {
        if (parent.isEmpty()) {
            return new ContentFolder(Files.createTempDirectory("local-cloud-storage-"));
        }
        Files.createDirectories(parent.get());
        return new ContentFolder(Files.createTempDirectory(parent.get(), "storage-"));
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
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(this::delete);
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, e, () -> "Cannot delete the folder " + folder);
        }
    }

    private Path nextFile() {
        return folder.resolve("content-" + files.incrementAndGet());
    }
}
