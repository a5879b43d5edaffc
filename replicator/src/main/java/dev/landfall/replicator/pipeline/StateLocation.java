package dev.landfall.replicator.pipeline;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline's state lives.
 *
 * @param folder of the embedded database, and of parts on their way
 * @param url of JDBC, to a PostgreSQL that several replicators share; null for the embedded database
 */
public record StateLocation(
        Path folder,
        @Nullable String url,
        @Nullable String user,
        @Nullable Secret password) {

    /** An embedded database in this folder. */
    public static StateLocation embedded(Path folder) {
        return new StateLocation(folder, null, null, null);
    }

    /** Local parts on their way to the bucket. */
    public Path spool() {
        return folder.resolve("spool");
    }

    @Override
    public String toString() {
        return url == null ? folder.toString() : url;
    }
}
