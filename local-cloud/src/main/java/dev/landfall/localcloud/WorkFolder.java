package dev.landfall.localcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The fresh folder that holds the data of one run; it goes when the run ends. */
record WorkFolder(Path path) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkFolder.class.getName());
    private static final String PREFIX = "local-cloud-";

    /** @param parent where to make it; empty for the system's temporary folder */
    static WorkFolder create(Optional<Path> parent) throws IOException {
        if (parent.isEmpty()) {
            return new WorkFolder(Files.createTempDirectory(PREFIX));
        }
        Files.createDirectories(parent.get());
        return new WorkFolder(Files.createTempDirectory(parent.get(), PREFIX));
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, e, () -> "Cannot delete the folder " + path + "; it may be deleted by hand");
        }
    }
}
