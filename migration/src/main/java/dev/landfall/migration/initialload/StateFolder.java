package dev.landfall.migration.initialload;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON file per table, which people may read, below the replicator's state folder. A file is replaced as a whole;
 * one process at a time has the folder.
 */
public final class StateFolder implements LoadStates, AutoCloseable {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(TableId.class, writer(TableId::toString))
            .registerTypeAdapter(TableId.class, reader(TableId::parse))
            .registerTypeAdapter(StorageFolder.class, writer(StorageFolder::uri))
            .registerTypeAdapter(StorageFolder.class, reader(StorageFolder::new))
            .registerTypeAdapter(Instant.class, writer(Instant::toString))
            .registerTypeAdapter(Instant.class, reader(Instant::parse))
            .registerTypeAdapter(LocalDateTime.class, writer(LocalDateTime::toString))
            .registerTypeAdapter(LocalDateTime.class, reader(LocalDateTime::parse))
            .create();

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private StateFolder(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Opens the folder, making it if needed.
     *
     * @param replicatorState the folder of the replicator's state database
     * @throws InitialLoadException if another process has it
     */
    public static StateFolder open(Path replicatorState) {
        Path folder = replicatorState.resolve("initial-load");
        try {
            Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = lock(file);
            if (lock == null) {
                file.close();
                throw new InitialLoadException("Another initial load is at work in " + folder + ": let it end");
            }
            return new StateFolder(folder, file, lock);
        } catch (IOException e) {
            throw new InitialLoadException("Cannot open the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** For what a load leaves besides its state, such as the output of DistCp. */
    public Path folder() {
        return folder;
    }

    @Override
    public Optional<LoadState> find(TableId target) {
        Path file = file(target);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(GSON.fromJson(Files.readString(file), LoadState.class));
        } catch (IOException | JsonParseException e) {
            throw new InitialLoadException("Cannot read the state of " + target + " from " + file + ": " + e, e);
        }
    }

    @Override
    public void save(LoadState state) {
        Path file = file(state.target());
        Path fresh = folder.resolve(file.getFileName() + ".new");
        try (FileChannel output = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            output.write(StandardCharsets.UTF_8.encode(GSON.toJson(state) + "\n"));
            output.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InitialLoadException("Cannot keep the state of " + state.target() + " in " + file + ": " + e, e);
        }
    }

    @Override
    public void forget(TableId target) {
        try {
            Files.deleteIfExists(file(target));
        } catch (IOException e) {
            throw new InitialLoadException("Cannot delete " + file(target) + ": " + e, e);
        }
    }

    private Path file(TableId target) {
        return folder.resolve(target + ".json");
    }

    private static <T> JsonSerializer<T> writer(Function<T, String> text) {
        return (value, type, context) -> new JsonPrimitive(text.apply(value));
    }

    private static <T> JsonDeserializer<T> reader(Function<String, T> parser) {
        return (json, type, context) -> parser.apply(json.getAsString());
    }

    @Override
    public void close() {
        try (FileChannel file = lockFile) {
            lock.release();
        } catch (IOException e) {
            throw new InitialLoadException("Cannot let go of " + folder + ": " + e.getMessage(), e);
        }
    }
}
