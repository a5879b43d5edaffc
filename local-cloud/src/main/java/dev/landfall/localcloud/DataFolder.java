package dev.landfall.localcloud;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the data: of one run, and then it goes when the run ends; or of one run after the other, and then
 * only one at a time has it.
 */
record DataFolder(Path path, boolean stays, Closeable claim) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DataFolder.class.getName());

    /**
     * @param kept the folder that stays; empty for a temporary one
     * @throws IOException if it can not be written, or another local cloud has it
     */
    static DataFolder open(Optional<Path> kept) throws IOException {
        return kept.isPresent()
                ? keep(kept.get())
                : new DataFolder(Files.createTempDirectory("local-cloud-"), false, () -> {});
    }

    private static DataFolder keep(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel file =
                FileChannel.open(folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(file) == null) {
            file.close();
            throw new IOException("The folder " + folder + " is in use by another local cloud. Stop that one, or choose"
                    + " another folder with --data.");
        }
        return new DataFolder(folder, true, file);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Where a service keeps its data, if they are kept. */
    Optional<Path> kept(String service) {
        return stays ? Optional.of(path.resolve(service)) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            claim.close();
            if (!stays) {
                delete();
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, e, () -> "Cannot tidy up the folder " + path + "; it may be deleted by hand");
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }
}
